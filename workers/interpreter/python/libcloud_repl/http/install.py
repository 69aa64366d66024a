"""Puts the transport below http.client and urllib3, and takes it away again."""

from __future__ import annotations

import http.client
from typing import Any

import urllib3
import urllib3.connection
import urllib3.connectionpool

from . import client
from .host import Host, connect
from .urllib3 import HTTPConnection, HTTPSConnection

_REPLACED: list[tuple[Any, str, Any]] = [
    (http.client.HTTPConnection, "connect", client.connect),
    (http.client.HTTPSConnection, "connect", client.connect_tls),
    (urllib3.connectionpool.HTTPConnectionPool, "ConnectionCls", HTTPConnection),
    (urllib3.connectionpool.HTTPSConnectionPool, "ConnectionCls", HTTPSConnection),
    (urllib3.connection, "HTTPConnection", HTTPConnection),
    (urllib3.connection, "HTTPSConnection", HTTPSConnection),
    (urllib3.connection, "VerifiedHTTPSConnection", HTTPSConnection),
]

_originals: list[tuple[Any, str, Any]] = []


def install(host: Host | None = None) -> None:
    """Sends all HTTP of http.client, urllib.request, urllib3 and requests through the page.

    Can be called before there is a page: `connect` gives the host later. Calling it again only changes the host. On
    Emscripten it replaces the connections over fetch that urllib3 has put in place when it was imported.
    """
    if host is not None:
        connect(host)
    if _originals:
        return
    for owner, name, replacement in _REPLACED:
        _originals.append((owner, name, getattr(owner, name)))
        setattr(owner, name, replacement)


def uninstall() -> None:
    """Puts back what `install` replaced and forgets the host."""
    connect(None)
    while _originals:
        owner, name, original = _originals.pop()
        setattr(owner, name, original)
