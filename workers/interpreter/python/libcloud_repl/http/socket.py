"""What http.client and urllib3 take for a connected socket."""

from __future__ import annotations

import errno
import io

from ..text import http as wording
from .exchange import Origin
from .request import OutgoingRequest
from .response import ResponseStream

#: A page's answer is up to a MiB; a buffer of this size keeps the number of calls per MiB small.
BUFFER = 1 << 18


class ExchangeSocket:
    """Takes requests as bytes and gives their responses as bytes, one after the other, like a kept-alive connection.

    As with a socket, closing it leaves a response that is being read alive until its file is closed too.

    Args:
        origin: where the requests go.
        timeout: seconds for each wait, or None.
        eager: end a request with its last byte instead of when its response is read. For plain http.client, which has
            one timeout for connecting and reading, and whose users expect failures to connect from `request()`.
    """

    def __init__(self, origin: Origin, timeout: float | None, *, eager: bool = False) -> None:
        self._origin = origin
        self._timeout = timeout
        self._eager = eager
        self._closed = False
        self._request: OutgoingRequest | None = None

    def settimeout(self, timeout: float | None) -> None:
        self._timeout = timeout

    def gettimeout(self) -> float | None:
        return self._timeout

    def setsockopt(self, *_option: object) -> None:
        """Accepted and without effect: the socket proper is the relay's."""

    def sendall(self, data: bytes, flags: int = 0) -> None:
        """Takes the next bytes of a request.

        Raises:
            TypeError: ``data`` is not bytes-like (http.client then tries to iterate it).
            OSError: the exception that a socket raises in `connect` or `sendall` for the same reason.
        """
        view = memoryview(data).cast("B")
        if self._closed:
            raise OSError(errno.EBADF, "Bad file descriptor")
        if self._request is None:
            self._request = OutgoingRequest(self._origin)
        self._request.feed(view, self._timeout)
        if self._eager and self._request.complete:
            self._request.dial(self._timeout)

    def send(self, data: bytes, flags: int = 0) -> int:
        self.sendall(data, flags)
        return memoryview(data).nbytes

    def makefile(self, mode: str = "rb", buffering: int | None = None) -> io.BufferedReader:
        """The response to the request written last; http.client asks for one file per response."""
        if mode != "rb":
            raise ValueError(wording.ONLY_BYTES)
        request, self._request = self._request, None
        return io.BufferedReader(ResponseStream(request, self), BUFFER)

    def shutdown(self, how: int) -> None:
        self.close()

    def close(self) -> None:
        self._closed = True
        request, self._request = self._request, None
        if request is not None:
            request.close()
