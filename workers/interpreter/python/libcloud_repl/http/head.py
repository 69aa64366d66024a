"""Heads of HTTP/1.1 messages: the request's out of the bytes that http.client wrote, the response's into bytes that it parses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

END = b"\r\n\r\n"

Pairs = Sequence[Sequence[str]]


@dataclass(frozen=True)
class RequestHead:
    """Method, raw target and header pairs, in latin-1: one character is one byte on the wire."""

    method: str
    target: str
    headers: list[list[str]]

    @property
    def chunked(self) -> bool:
        return is_chunked(self.headers)

    @property
    def content_length(self) -> int | None:
        """What the head announces, or None where it says nothing (or nonsense, which is for the relay to refuse)."""
        values = [value.strip() for name, value in self.headers if name.lower() == "content-length"]
        return int(values[0]) if values and values[0].isdecimal() else None


def parse_request_head(head: bytes) -> RequestHead:
    """Reads a head, given without the empty line that ends it.

    Raises:
        ValueError: there is no request line.
    """
    # Obsolete line folding is what http.client makes of a header with several values; RFC 9112 §5.2 has it as one space.
    request_line, *lines = head.decode("latin-1").replace("\r\n\t", " ").replace("\r\n ", " ").split("\r\n")
    method, target = request_line.rsplit(" ", 1)[0].split(" ", 1)
    return RequestHead(method, target, [_pair(line) for line in lines])


def _pair(line: str) -> list[str]:
    # One space is the separator that is put back on the wire; any other belongs to the value (a signature may cover it).
    name, _, value = line.partition(":")
    return [name, value.removeprefix(" ")]


def is_chunked(headers: Iterable[Sequence[str]]) -> bool:
    """Whether the body had the chunked transfer-coding on the wire."""
    codings = ",".join(value for name, value in headers if name.lower() == "transfer-encoding")
    return "chunked" in (coding.strip().lower() for coding in codings.split(","))


def encode_response_head(status: int, reason: str, headers: Pairs) -> bytes:
    """Status line and header lines, with the empty line after them."""
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join(lines).encode("latin-1") + END
