"""A host whose page, relay and cloud are this machine: asks become requests over real sockets, as the relay makes them."""

from __future__ import annotations

import errno
import socket
import ssl
from dataclasses import dataclass, field
from typing import Any

from libcloud_repl.errors import HostError

PIECE = 1 << 16


@dataclass
class Upstream:
    """One exchange: what was announced, the body so far, and the connection once there is one."""

    head: dict[str, Any]
    body: bytearray = field(default_factory=bytearray)
    socket: socket.socket | None = None
    stream: Any = None
    chunked: bool = False
    left: int | None = None


class LoopbackHost:
    """Implements `libcloud_repl.http.Host`; keeps every ask, and which exchange ended when, for tests to look at.

    Args:
        trust: PEM file of the authority that signs the servers' certificates.
    """

    def __init__(self, trust: str | None = None) -> None:
        self.asked: list[tuple[str, dict[str, Any], int, float | None]] = []
        #: By the answer that said so, or because it was closed.
        self.ended: list[int] = []
        self.refusals: dict[str, BaseException] = {}
        #: Whether the next request of the kind needs no question.
        self.standing = True
        self._trust = trust
        self._upstreams: dict[int, Upstream] = {}

    def ask(self, op: str, value: dict[str, Any], data: Any = b"", timeout: float | None = None) -> tuple[dict, bytes]:
        self.asked.append((op, value, len(data), timeout))
        if op in self.refusals:
            raise self.refusals[op]
        action = {"http.open": self._open, "http.write": self._write, "http.finish": self._finish, "http.read": self._read}
        answer, payload = action[op](value, bytes(data), timeout)
        if answer.get("ended"):
            self._end(value["exchange"])
        return answer, payload

    def tell(self, op: str, value: dict[str, Any]) -> None:
        if op == "http.open":
            self.asked.append((op, value, 0, None))
            self._open(value, b"", None)
            return
        self._end(value["exchange"])

    def _end(self, exchange: int) -> None:
        self.ended.append(exchange)
        upstream = self._upstreams.pop(exchange, None)
        if upstream and upstream.socket:
            upstream.stream.close()
            upstream.socket.close()

    @property
    def operations(self) -> list[str]:
        return [op for op, *_ in self.asked]

    def _open(self, value: dict, data: bytes, timeout: float | None) -> tuple[dict, bytes]:
        self._upstreams[value["exchange"]] = Upstream(value)
        return {"standing": self.standing}, b""

    def _write(self, value: dict, data: bytes, timeout: float | None) -> tuple[dict, bytes]:
        self._upstreams[value["exchange"]].body += data
        return {}, b""

    def _finish(self, value: dict, data: bytes, timeout: float | None) -> tuple[dict, bytes]:
        upstream = self._upstreams[value["exchange"]]
        upstream.body += data
        self._dial(upstream)
        upstream.socket.settimeout(timeout)
        with _as_host_errors("closed"):
            upstream.socket.sendall(_encode(upstream))
            status, reason, headers = _read_head(upstream.stream)
        _frame(upstream, status, headers)
        return {"status": status, "reason": reason, "headers": headers, "ended": upstream.left == 0}, b""

    def _read(self, value: dict, data: bytes, timeout: float | None) -> tuple[dict, bytes]:
        upstream = self._upstreams[value["exchange"]]
        upstream.socket.settimeout(timeout)
        with _as_host_errors("truncated"):
            piece = _read_piece(upstream)
        ended = upstream.left == 0 or (upstream.left is None and not upstream.chunked and not piece)
        return {"ended": ended}, piece

    def _dial(self, upstream: Upstream) -> None:
        head = upstream.head
        milliseconds = head["connectTimeout"]
        try:
            connection = socket.create_connection((head["host"], head["port"]), milliseconds and milliseconds / 1000)
            if head["scheme"] == "https":
                context = ssl.create_default_context(cafile=self._trust)
                connection = context.wrap_socket(connection, server_hostname=head["host"])
        except OSError as error:
            raise HostError(_dial_code(error), str(error)) from error
        upstream.socket, upstream.stream = connection, connection.makefile("rb")


class _as_host_errors:
    """A reset or a cut in the middle of an exchange as the relay names them."""

    def __init__(self, closed: str) -> None:
        self._closed = closed

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, error, _traceback) -> None:
        if isinstance(error, ConnectionResetError):
            raise HostError("reset", "The server reset the connection.") from error
        if isinstance(error, EOFError):
            raise HostError(self._closed, "The server closed the connection.") from error
        if isinstance(error, ValueError):
            raise HostError("protocol", "The server does not speak HTTP/1.") from error


def _dial_code(error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return "dns"
    if isinstance(error, ssl.SSLError):
        return "tls"
    if isinstance(error, TimeoutError):
        return "connect-timeout"
    return "unreachable" if error.errno in (errno.EHOSTUNREACH, errno.ENETUNREACH) else "refused"


def _encode(upstream: Upstream) -> bytes:
    head = upstream.head
    lines = [f"{head['method']} {head['target']} HTTP/1.1", *(f"{name}: {value}" for name, value in head["headers"])]
    start = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
    body = bytes(upstream.body)
    if ["Transfer-Encoding", "chunked"] not in head["headers"]:
        return start + body
    return start + (b"%x\r\n%b\r\n" % (len(body), body) if body else b"") + b"0\r\n\r\n"


def _read_head(stream) -> tuple[int, str, list[list[str]]]:
    version, status, *reason = _line(stream).split(" ", 2)
    if not version.startswith("HTTP/1."):
        raise ValueError(version)
    headers = []
    while line := _line(stream):
        name, _, value = line.partition(":")
        headers.append([name, value.strip(" \t")])
    return int(status), "".join(reason), headers


def _line(stream) -> str:
    line = stream.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    return line.rstrip(b"\r\n").decode("latin-1")


def _frame(upstream: Upstream, status: int, headers: list[list[str]]) -> None:
    fields = {name.lower(): value for name, value in headers}
    if upstream.head["method"] == "HEAD" or status in (204, 304):
        upstream.left = 0
    elif fields.get("transfer-encoding", "").lower() == "chunked":
        upstream.chunked = True
    elif "content-length" in fields:
        upstream.left = int(fields["content-length"])


def _read_piece(upstream: Upstream) -> bytes:
    if upstream.chunked:
        return _read_chunk(upstream)
    piece = upstream.stream.read1(PIECE if upstream.left is None else min(PIECE, upstream.left))
    if upstream.left is not None:
        if not piece:
            raise EOFError
        upstream.left -= len(piece)
    return piece


def _read_chunk(upstream: Upstream) -> bytes:
    size = int(_line(upstream.stream).partition(";")[0], 16)
    data = upstream.stream.read(size)
    if len(data) < size:
        raise EOFError
    while _line(upstream.stream) and size == 0:
        pass  # The trailer.
    if size == 0:
        upstream.left = 0
    return data
