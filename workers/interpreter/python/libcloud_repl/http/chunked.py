"""The chunked transfer-coding (RFC 9112 §7.1), which ends at the transport: asks carry bodies without it."""

from __future__ import annotations

from collections.abc import Iterator

_CRLF = b"\r\n"


class ChunkDecoder:
    """Takes the coding off a body that arrives in pieces cut anywhere; data comes out as views of the pieces, not copied."""

    def __init__(self) -> None:
        self.complete = False
        self._line = bytearray()
        self._left = 0
        self._in_trailer = False

    def feed(self, piece: memoryview) -> Iterator[memoryview]:
        """Yields the data in ``piece``.

        Raises:
            ValueError: a chunk's size is not a hexadecimal number.
        """
        while len(piece) and not self.complete:
            if self._left:
                data, piece = piece[: self._left], piece[self._left :]
                self._left -= len(data)
                yield data
            else:
                piece = self._take_line(piece)

    def _take_line(self, piece: memoryview) -> memoryview:
        taken = _up_to_newline(piece)
        self._line += taken
        if self._line.endswith(b"\n"):
            line, self._line = bytes(self._line).strip(), bytearray()
            self._end_line(line)
        return piece[len(taken) :]

    def _end_line(self, line: bytes) -> None:
        if self._in_trailer:
            self.complete = not line
        elif line:  # An empty one is the CRLF that closes a chunk's data.
            self._left = int(line.split(b";", 1)[0], 16)
            self._in_trailer = self._left == 0


def _up_to_newline(piece: memoryview) -> bytes:
    """The bytes up to and with the next newline, or the first few; a size line is short, so a large piece is not searched."""
    looked_at = bytes(piece[:64])
    end = looked_at.find(b"\n")
    return looked_at[: end + 1] if end >= 0 else looked_at


def encode_chunk(data: bytes) -> tuple[bytes, bytes, bytes]:
    """One chunk, in parts that need not be joined."""
    return b"%x\r\n" % len(data), data, _CRLF


LAST_CHUNK = b"0\r\n\r\n"
