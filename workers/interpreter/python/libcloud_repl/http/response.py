"""The response side of an exchange: answers in, the bytes that http.client expects of a socket out."""

from __future__ import annotations

import io
from collections import deque
from typing import TYPE_CHECKING, Any

from .chunked import LAST_CHUNK, encode_chunk
from .failures import PeerClosed
from .head import encode_response_head, is_chunked

if TYPE_CHECKING:
    from .request import OutgoingRequest
    from .socket import ExchangeSocket


class ResponseStream(io.RawIOBase):
    """The bytes of one response as they were on the wire, chunked transfer-coding included, so that http.client's own parser
    decides what is an end, what is a cut, and which exception that is."""

    def __init__(self, request: OutgoingRequest | None, socket: ExchangeSocket) -> None:
        self._request = request
        self._socket = socket
        self._parts: deque[memoryview] = deque()
        self._chunked = False
        self._started = False
        self._ended = request is None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills as much of the buffer as is at hand; waits only if nothing is. Zero is end of file."""
        target = memoryview(buffer).cast("B")
        while not self._parts and not self._ended:
            self._fetch()
        filled = 0
        while self._parts and filled < len(target):
            filled += self._move(target[filled:])
        return filled

    def readall(self) -> bytes:
        """All that is left. The inherited one would ask for a few KiB at a time."""
        while not self._ended:
            self._fetch()
        everything = b"".join(self._parts)
        self._parts.clear()
        return everything

    def close(self) -> None:
        if not self.closed and self._request is not None:
            self._request.close()
        super().close()

    def _move(self, target: memoryview) -> int:
        part = self._parts.popleft()
        size = min(len(part), len(target))
        target[:size] = part[:size]
        if size < len(part):
            self._parts.appendleft(part[size:])
        return size

    def _fetch(self) -> None:
        try:
            self._read() if self._started else self._start()
        except PeerClosed:
            self._ended = True

    def _start(self) -> None:
        assert self._request is not None
        self._started = True
        reply = self._request.respond(self._socket.gettimeout())
        self._chunked = is_chunked(reply.headers)
        self._parts.append(memoryview(encode_response_head(reply.status, reply.reason, reply.headers)))
        self._add(reply.data, reply.ended)

    def _read(self) -> None:
        assert self._request is not None
        self._add(*self._request.exchange.read(self._socket.gettimeout()))

    def _add(self, data: bytes, ended: bool) -> None:
        if data:
            self._parts.extend(map(memoryview, encode_chunk(data) if self._chunked else (data,)))
        if ended and self._chunked:
            self._parts.append(memoryview(LAST_CHUNK))
        self._ended = ended
