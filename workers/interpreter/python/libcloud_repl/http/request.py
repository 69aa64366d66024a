"""The request side of an exchange: http.client's bytes in, asks out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import monotonic

from ..errors import NetworkError
from ..text import http as wording
from .chunked import ChunkDecoder
from .exchange import Exchange, Origin, Reply
from .failures import is_dial_error
from .head import END, RequestHead, parse_request_head
from .host import Data

#: A body goes out in pieces of this size; the last one rides on `http.finish`, so a small request costs two asks.
PIECE = 1 << 20

#: Seconds. What a program writes slowly goes out after that time, full piece or not: a server does not wait for ever.
TRICKLE = 1.0

#: Bytes per second. A timeout is for no progress at all, which cannot be seen from here; so much time as a slow line needs is added. And
#: where the page has to collect a body before it can send it, the wait for the answer begins with the upload.
SLOW_UPLINK = 1 << 17


class Pieces:
    """Cuts a body that comes in any sizes (urllib3 reads files by 16 KiB) into pieces of `PIECE` bytes, and keeps back the last."""

    def __init__(self) -> None:
        self._held = bytearray()

    def add(self, data: memoryview) -> Iterator[bytearray | memoryview]:
        """Yields the pieces that are full. Large data is handed on as views of the caller's buffer."""
        if self._held:
            room = PIECE - len(self._held)
            self._held += data[:room]
            data = data[room:]
            if not data:
                return
            yield self._held
        while len(data) > PIECE:
            yield data[:PIECE]
            data = data[PIECE:]
        self._held = bytearray(data)

    def __bool__(self) -> bool:
        """Whether something is kept back."""
        return bool(self._held)

    def last(self) -> bytearray:
        held, self._held = self._held, bytearray()
        return held


class OutgoingRequest:
    """Reads one request out of the bytes written, and sends it as it comes. Nothing leaves before the head is complete."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._exchange = Exchange()
        self._head_bytes = bytearray()
        self._head: RequestHead | None = None
        self._decoder: ChunkDecoder | None = None
        self._left: int | None = None
        self._pieces = Pieces()
        self._sent = 0
        self._wrote_at = 0.0
        self._timeout: float | None = None
        self._connect_timeout: float | None = None
        self._outcome: Reply | Exception | None = None

    @property
    def exchange(self) -> Exchange:
        return self._exchange

    @property
    def complete(self) -> bool:
        """Whether the body has ended, as the head's framing tells."""
        if self._head is None:
            return False
        return self._decoder.complete if self._decoder else not self._left

    def feed(self, data: memoryview, timeout: float | None) -> None:
        """Takes the next bytes that the client wrote; ``timeout`` in seconds is the socket's of now."""
        self._timeout = timeout
        if self._head is None:
            data = self._feed_head(data, timeout)
        if len(data):
            for body in self._unframe(data):
                self._send(body)

    def respond(self, timeout: float | None) -> Reply:
        """Ends the request, if that has not been done, and gives the response's head and first bytes."""
        if self._outcome is None:
            self._outcome = self._finish(timeout)
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome

    def dial(self, timeout: float | None) -> None:
        """Ends the request now, for clients that connect and send in one step: what a socket's `connect` would have
        raised is raised here, any other failure when the response is read."""
        try:
            self.respond(timeout)
        except Exception as error:
            if is_dial_error(error) or isinstance(error, NetworkError):
                raise

    def close(self) -> None:
        self._exchange.close()

    def _send(self, body: memoryview) -> None:
        self._sent += len(body)
        for piece in self._pieces.add(body):
            self._write(piece)
        if self._pieces and monotonic() - self._wrote_at > TRICKLE:
            self._write(self._pieces.last())

    def _write(self, piece: Data) -> None:
        timeout = None if self._timeout is None else self._timeout + PIECE / SLOW_UPLINK
        self._exchange.write(piece, timeout)
        self._wrote_at = monotonic()

    def _finish(self, timeout: float | None) -> Reply | Exception:
        try:
            return self._exchange.finish(self._pieces.last(), self._wait(timeout))
        except Exception as error:
            return error

    def _wait(self, read_timeout: float | None) -> float | None:
        # The answer comes after connecting, for which the client has given a time of its own.
        if read_timeout is None:
            return None
        return read_timeout + (self._connect_timeout or 0) + self._sent / SLOW_UPLINK

    def _feed_head(self, data: memoryview, timeout: float | None) -> memoryview:
        searched = max(0, len(self._head_bytes) - len(END))
        self._head_bytes += data
        end = self._head_bytes.find(END, searched)
        if end < 0:
            return data[:0]
        body_starts = end + len(END) - (len(self._head_bytes) - len(data))
        self._begin(parse_request_head(bytes(self._head_bytes[:end])), timeout)
        return data[body_starts:]

    def _begin(self, head: RequestHead, timeout: float | None) -> None:
        self._head = head
        self._decoder = ChunkDecoder() if head.chunked else None
        self._left = head.content_length
        self._connect_timeout = timeout
        self._exchange.open(self._origin, head, timeout)
        self._wrote_at = monotonic()

    def _unframe(self, data: memoryview) -> Iterable[memoryview]:
        if self._decoder:
            return self._decoder.feed(data)
        if len(data) > (self._left or 0):
            raise NetworkError(wording.TOO_MUCH_BODY, "bad-request")
        self._left = (self._left or 0) - len(data)
        return (data,)
