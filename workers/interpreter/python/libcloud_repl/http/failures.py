"""Codes of the relay protocol as the exceptions that CPython's own sockets would have raised."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Callable
from http.client import BadStatusLine

from ..errors import HostError, NetworkError, RequestDenied

#: Codes for which asking again cannot help: an answer "no" must not be turned into four questions by a retry loop.
FINAL = frozenset({"no-relay", "bad-request", "too-large", "cors"})


class PeerClosed(BrokenPipeError):
    """The other side closed. A writer sees a broken pipe; a reader turns it into end of file, from which http.client makes
    RemoteDisconnected or IncompleteRead."""


def native(error: HostError) -> Exception:
    """The exception for a failed ask; its text is the page's or the relay's sentence."""
    if error.code == "denied" or error.code.startswith("denied-"):
        return RequestDenied(error.message, error.code)
    make = _NATIVE.get(error.code)
    return make(error.message) if make else NetworkError(error.message, error.code)


def is_final(error: BaseException) -> bool:
    """Whether no retry of any kind makes sense."""
    return isinstance(error, RequestDenied) or (isinstance(error, NetworkError) and error.code in FINAL)


_NATIVE: dict[str, Callable[[str], Exception]] = {
    "dns": lambda text: socket.gaierror(socket.EAI_NONAME, text),
    "refused": lambda text: ConnectionRefusedError(errno.ECONNREFUSED, text),
    "unreachable": lambda text: OSError(errno.EHOSTUNREACH, text),
    # With an errno, as when the operating system gives up connecting; a slow answer has none.
    "connect-timeout": lambda text: TimeoutError(errno.ETIMEDOUT, text),
    "tls": lambda text: ssl.SSLError(ssl.SSL_ERROR_SSL, text),
    "reset": lambda text: ConnectionResetError(errno.ECONNRESET, text),
    "closed": lambda text: PeerClosed(errno.EPIPE, text),
    "truncated": lambda text: PeerClosed(errno.EPIPE, text),
    "protocol": BadStatusLine,
}

_DIAL_ERRORS = (socket.gaierror, ConnectionRefusedError, ssl.SSLError)
_DIAL_ERRNOS = (errno.EHOSTUNREACH, errno.ETIMEDOUT)


def is_dial_error(error: BaseException) -> bool:
    """Whether a socket raises it in `connect`, before a byte of the request is sent; this transport does so only once the
    request is on its way. Urllib3 takes it for safe to repeat such a request, so nothing doubtful belongs here."""
    return isinstance(error, _DIAL_ERRORS) or (isinstance(error, OSError) and error.errno in _DIAL_ERRNOS)
