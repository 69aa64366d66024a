"""urllib3's connection classes over exchanges; requests and libcloud come through here."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from socket import gaierror
from typing import Any, NoReturn

# Not from urllib3.connection: on Emscripten urllib3 replaces the classes there by its own over fetch, but not these.
from urllib3.connectionpool import HTTPConnection as NativeHTTPConnection
from urllib3.connectionpool import HTTPSConnection as NativeHTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    LocationParseError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    RequestError,
)
from urllib3.response import HTTPResponse as NativeHTTPResponse

from ..text import http as wording
from .exchange import Origin
from .failures import is_dial_error, is_final
from .origin import ascii_host
from .socket import ExchangeSocket


class NotSent(MaxRetryError):
    """A request that was refused for good.

    urllib3 repeats a request after every connection error, four times over by default, and a "no" would have to be said as
    often. MaxRetryError is the one that its retry loop lets through, and for requests a ConnectionError as any other.
    """

    def __init__(self, connection: Any, url: str, reason: Exception) -> None:
        RequestError.__init__(self, connection, url, str(reason))
        self.reason = reason


class HTTPResponse(NativeHTTPResponse):
    """urllib3's response, quicker: libcloud reads files by 8 KiB, and urllib3 would take each piece through a context manager and a
    decoder's buffer, which for a large file is a sixth of all the work."""

    __module__ = NativeHTTPResponse.__module__

    def read(self, amt: int | None = None, decode_content: bool | None = None, cache_content: bool = False) -> bytes:
        if not amt or not self._has_plainly(amt):
            return super().read(amt, decode_content, cache_content)
        try:
            data = self._fp.read(amt)
        except BaseException:
            with self._error_catcher():
                raise
        self._uncached_read_occurred = True
        self._fp_bytes_read += len(data)
        self.length_remaining -= len(data)
        decodes = self.decode_content if decode_content is None else decode_content
        if len(data) == amt or (data and not decodes):
            return data
        self._decoded_buffer.put(data)  # as urllib3 does, which is to find out now why it is not more
        return super().read(amt, decode_content)

    def _has_plainly(self, amt: int) -> bool:
        """Whether so many bytes are to come, and others behind them, which are handed on as they are: the first read and the last are urllib3's."""
        as_they_are = self._decoder_initialized and self._decoder is None and len(self._decoded_buffer) == 0
        return as_they_are and 0 < amt < (self.length_remaining or 0)


class HTTPConnection(NativeHTTPConnection):
    """`urllib3.connection.HTTPConnection` through the page: connects to nothing, and tells failures to connect as urllib3 does
    once they are known."""

    scheme = "http"

    def connect(self) -> None:
        """Makes the socket. The way to the server is opened with the request's head, since the page judges requests."""
        if self._tunnel_host:
            raise OSError(wording.NO_TUNNEL)
        try:
            host = ascii_host(self.host)
        except UnicodeError:
            raise LocationParseError(f"'{self.host}', label empty or too long") from None
        self.sock = ExchangeSocket(Origin(self.scheme, host, self.port), self.timeout)
        self._has_connected_to_proxy = bool(self.proxy)
        self.proxy_is_verified = False if self.proxy else None

    @property
    def is_connected(self) -> bool:
        """Whether the connection can take a request; the inherited check polls a file descriptor."""
        return self.sock is not None

    def request(self, method: str, url: str, *args: Any, **options: Any) -> None:
        self._url, self._connect_timeout = url, self.timeout
        with self._dialling():
            super().request(method, url, *args, **options)

    def getresponse(self) -> Any:
        with self._dialling():
            response = super().getresponse()
        if type(response) is NativeHTTPResponse:
            response.__class__ = HTTPResponse  # urllib3 lets nobody choose it
        return response

    @contextmanager
    def _dialling(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if is_final(error):
                raise NotSent(self, self._url, error) from error
            if isinstance(error, ssl.SSLError) or not is_dial_error(error):
                raise
            self._raise_dial_error(error)

    def _raise_dial_error(self, error: Exception) -> NoReturn:
        if isinstance(error, gaierror):
            raise NameResolutionError(self.host, self, error) from error
        if isinstance(error, TimeoutError):
            raise ConnectTimeoutError(
                self, f"Connection to {self.host} timed out. (connect timeout={self._connect_timeout})"
            ) from error
        raise NewConnectionError(self, f"Failed to establish a new connection: {error}") from error


class HTTPSConnection(HTTPConnection, NativeHTTPSConnection):
    """`urllib3.connection.HTTPSConnection` through the page; TLS begins, and certificates are verified, at the relay."""

    scheme = "https"

    def connect(self) -> None:
        """Makes the socket.

        Raises:
            ssl.SSLError: the caller relies on something about TLS that cannot be had from here. To go on without it would be
                less safe than asked for.
        """
        unsupported = self._unsupported_tls()
        if unsupported:
            raise ssl.SSLError(ssl.SSL_ERROR_SSL, wording.unsupported(what=unsupported))
        super().connect()
        self.is_verified = True

    def _unsupported_tls(self) -> str | None:
        if self.cert_file or self.key_file:
            return wording.CLIENT_CERTIFICATE
        if self.assert_fingerprint:
            return wording.PINNED_CERTIFICATE
        names = {self.server_hostname, self.assert_hostname} - {None, False, self.host}
        return wording.OTHER_NAME if names else None
