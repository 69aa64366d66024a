"""Lines of text as rows of a terminal, which are as long as it is wide. Pure: text in, rows out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from .graphemes import clusters

__all__ = ["Rows", "wrapped"]

#: Colours and the like, which take no room.
_STYLE = re.compile(r"(\x1b\[[0-9;:]*m)")


class Rows:
    """``texts`` are the rows of ``lines``, each of which begins in the row that ``starts`` has for it."""

    def __init__(self, lines: Sequence[str], width: int) -> None:
        self.width = width
        self.texts: list[str] = []
        self.starts: list[int] = []
        for line in lines:
            self.starts.append(len(self.texts))
            self.texts += wrapped(line, width)

    def line_at(self, row: int) -> int:
        """Which line has that row."""
        return bisect_right(self.starts, row) - 1


def wrapped(line: str, width: int) -> Iterator[str]:
    """The rows of one line, which has no tabs in it: at least one."""
    if len(line) <= width and line.isascii():
        yield line
        return
    row, used = "", 0
    for piece, cells in _pieces(line):
        if used and used + cells > width:
            yield row
            row, used = "", 0
        row += piece
        used += cells
    yield row


def _pieces(line: str) -> Iterator[tuple[str, int]]:
    """What must not be torn, and its columns."""
    for at, part in enumerate(_STYLE.split(line)):
        if at % 2:
            yield part, 0
        else:
            yield from clusters(part)
