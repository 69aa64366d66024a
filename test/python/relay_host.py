"""A host whose page is this process and whose relay is a real one: asks become posts to the proxy, as the page makes them."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field
from http.client import HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from libcloud_repl.errors import HostError

HEAD, DATA, END, ERROR = 1, 2, 3, 4


@dataclass
class Post:
    """One exchange: what was announced, the body so far, and the proxy's answer once there is one."""

    head: dict[str, Any]
    body: bytearray = field(default_factory=bytearray)
    socket: socket.socket | None = None
    response: HTTPResponse | None = None


class RelayHost:
    """Implements `libcloud_repl.http.Host`.

    Args:
        url: the proxy.
        origin: a page that the proxy serves.
    """

    def __init__(self, url: str, origin: str) -> None:
        self.operations: list[str] = []
        self._address = (urlsplit(url).hostname, urlsplit(url).port)
        self._origin = origin
        self._posts: dict[int, Post] = {}

    def ask(self, op: str, value: dict[str, Any], data: Any = b"", timeout: float | None = None) -> tuple[dict, bytes]:
        self.operations.append(op)
        if op == "http.open":
            self._posts[value["exchange"]] = Post(value)
            return {"standing": True}, b""
        post = self._posts[value["exchange"]]
        if op == "http.read":
            answer, payload = _read(post, timeout)
            if answer["ended"]:
                self._end(value["exchange"])
            return answer, payload
        post.body += data
        return self._finish(post, timeout) if op == "http.finish" else ({}, b"")

    def tell(self, op: str, value: dict[str, Any]) -> None:
        if op == "http.open":
            self.ask(op, value)
            return
        self._end(value["exchange"])

    def _end(self, exchange: int) -> None:
        post = self._posts.pop(exchange, None)
        if post and post.socket:
            if post.response:
                post.response.close()
            post.socket.close()

    def _finish(self, post: Post, timeout: float | None) -> tuple[dict, bytes]:
        head = {name: value for name, value in post.head.items() if name != "exchange"}
        encoded = json.dumps({"version": 1, **head}).encode()
        body = len(encoded).to_bytes(4) + encoded + post.body
        post.socket = socket.create_connection(self._address)
        post.socket.settimeout(timeout)
        post.socket.sendall(self._request(len(body)) + body)
        post.response = HTTPResponse(post.socket, method="POST")
        post.response.begin()
        _kind, payload = _frame(post)
        return {**json.loads(payload), "ended": False}, b""

    def _request(self, length: int) -> bytes:
        kind = "application/vnd.libcloud-repl.relay"
        lines = ["POST / HTTP/1.1", "Host: proxy", f"Origin: {self._origin}", f"Content-Type: {kind}", f"Content-Length: {length}"]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _read(post: Post, timeout: float | None) -> tuple[dict, bytes]:
    post.socket.settimeout(timeout)
    kind, payload = _frame(post)
    return {"ended": kind == END}, payload


def _frame(post: Post) -> tuple[int, bytes]:
    """The next frame; an error frame as the page tells it."""
    prefix = _exactly(post, 5)
    kind, payload = prefix[0], _exactly(post, int.from_bytes(prefix[1:]))
    if kind == ERROR:
        failure = json.loads(payload)
        raise HostError(failure["code"], failure["message"])
    return kind, payload


def _exactly(post: Post, length: int) -> bytes:
    data = post.response.read(length)
    if len(data) < length:
        raise HostError("relay-down", "The connection to the proxy broke.")
    return data
