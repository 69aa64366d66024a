"""`connect` of http.client's connection classes, over exchanges; urllib.request and xmlrpc.client come through here."""

from __future__ import annotations

import http.client
import socket
import sys

from ..text import http as wording
from .exchange import Origin
from .origin import ascii_host
from .socket import ExchangeSocket


def connect(connection: http.client.HTTPConnection) -> None:
    """Replaces `http.client.HTTPConnection.connect`."""
    _connect(connection, "http")


def connect_tls(connection: http.client.HTTPSConnection) -> None:
    """Replaces `http.client.HTTPSConnection.connect`; TLS begins at the relay."""
    _connect(connection, "https")


def _connect(connection: http.client.HTTPConnection, scheme: str) -> None:
    sys.audit("http.client.connect", connection, connection.host, connection.port)
    if connection._tunnel_host:
        raise OSError(wording.NO_TUNNEL)
    origin = Origin(scheme, ascii_host(connection.host), connection.port)
    connection.sock = ExchangeSocket(origin, _seconds(connection.timeout), eager=True)


def _seconds(timeout: object) -> float | None:
    """http.client marks "whatever the default is" by an object."""
    return timeout if isinstance(timeout, (int, float)) else None if timeout is None else socket.getdefaulttimeout()
