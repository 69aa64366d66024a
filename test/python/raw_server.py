"""A server that keeps the bytes of each request and answers with the bytes that it is given."""

from __future__ import annotations

import os
import socket
import ssl
import struct
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

#: Where a proxy lets tests listen; anywhere when there is none.
PORTS = deque(int(port) for port in os.environ.get("RELAY_PORTS", "0").split(","))


def listen(backlog: int) -> socket.socket:
    """A listener on the next of `PORTS` that nobody else has taken meanwhile."""
    for _ in PORTS.copy():
        PORTS.rotate(1)
        with suppress(OSError):
            return socket.create_server(("127.0.0.1", PORTS[0]), backlog=backlog)
    raise OSError("no port is free")


#: Seconds between the pieces of a drip.
PAUSE = 0.1

#: Seconds after which what is waited for will not come: the test then fails by what is missing.
PATIENCE = 5

Then = Literal["keep", "close", "reset", "hold"]


@dataclass(frozen=True)
class Answer:
    """What to send, and what to do with the connection then: `hold` sends nothing more and leaves it open."""

    data: bytes
    then: Then = "keep"
    #: Sent after `data`, with a pause behind each.
    drip: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """A request as it was on the wire; the body without its chunked transfer-coding, whose boundaries may differ."""

    head: bytes
    body: bytes

    @property
    def lines(self) -> list[bytes]:
        return self.head.removesuffix(b"\r\n\r\n").split(b"\r\n")


def ok(body: bytes = b"", *headers: bytes, status: bytes = b"200 OK") -> Answer:
    """A complete answer with Content-Length."""
    lines = [b"HTTP/1.1 " + status, *headers, b"Content-Length: %d" % len(body)]
    return Answer(b"\r\n".join(lines) + b"\r\n\r\n" + body)


@dataclass
class RawServer:
    """Listens on the loopback from construction on; `close()` ends it. `answers` are used up one per request."""

    tls: ssl.SSLContext | None = None
    answers: deque[Answer] = field(default_factory=deque)
    requests: list[Recorded] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = listen(backlog=20)
        self._stopped = threading.Event()
        self._changed = threading.Condition()
        self._unread: set[tuple[str, int]] = set()
        self._seen: set[tuple[str, int]] = set()
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def replay(self, *answers: Answer) -> None:
        """Forgets what was recorded and sets what comes next."""
        self.answers = deque(answers)
        self.requests = []

    def settle(self) -> None:
        """Waits until all that clients have sent is recorded, even by one that did not wait for an answer."""
        with socket.create_connection(("127.0.0.1", self.port)) as last:
            address = last.getsockname()
        # Connections are accepted in their order.
        with self._changed:
            self._changed.wait_for(lambda: address in self._seen and not self._unread, timeout=PATIENCE)

    def wait_for_requests(self, count: int) -> None:
        """Waits until so many are recorded: a relay may be slower than the client's patience."""
        with self._changed:
            self._changed.wait_for(lambda: len(self.requests) >= count, timeout=PATIENCE)

    def close(self) -> None:
        self._stopped.set()
        # A close alone does not wake `accept`, and the port would stay taken.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                connection, client = self._listener.accept()
            except OSError:
                return
            with self._changed:
                self._seen.add(client)
                self._unread.add(client)
            threading.Thread(target=self._serve, args=(connection, client), daemon=True).start()

    def _serve(self, connection: socket.socket, client: tuple[str, int]) -> None:
        try:
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with connection, connection.makefile("rb") as stream:
                while (recorded := read_request(stream)) and self._answer(connection, recorded, client):
                    pass
        except OSError:
            pass  # The client went away, which some tests are about.
        finally:
            self._note_read(client)

    def _note_read(self, client: tuple[str, int]) -> None:
        with self._changed:
            self._unread.discard(client)
            self._changed.notify_all()

    def _answer(self, connection: socket.socket, recorded: Recorded, client: tuple[str, int]) -> bool:
        self.requests.append(recorded)
        answer = self.answers.popleft() if self.answers else Answer(b"", "close")
        self._note_read(client)
        connection.sendall(answer.data)
        for piece in answer.drip:
            connection.sendall(piece)
            time.sleep(PAUSE)
        if answer.then == "hold":
            self._stopped.wait()
        if answer.then == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            _close_now(connection)
        return answer.then == "keep"


def _close_now(connection: socket.socket) -> None:
    """Closes the descriptor although a file object still refers to it."""
    socket.close(connection.detach())


def read_request(stream) -> Recorded | None:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline()
        if not line:
            return None
        head += line
    return Recorded(head, _read_body(stream, head.lower()))


def _read_body(stream, head: bytes) -> bytes:
    if b"\r\ntransfer-encoding: chunked\r\n" in head:
        return b"".join(iter(lambda: _read_chunk(stream), b""))
    _, found, rest = head.partition(b"\r\ncontent-length:")
    return stream.read(int(rest.split(b"\r\n", 1)[0])) if found else b""


def _read_chunk(stream) -> bytes:
    data = stream.read(int(stream.readline(), 16))
    stream.readline()
    return data
