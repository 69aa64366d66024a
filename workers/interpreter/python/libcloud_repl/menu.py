"""The completions that are listed below what is being edited, in columns, and which of them is chosen. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from .display.text import cut, padded, text_width
from .text import prompt as wording

__all__ = ["Menu"]

_GAP = 2
_FEWEST_ROWS = 3


@dataclass
class Menu:
    """``choices`` go down the first column, then down the next one. ``chosen``: the place of one of them."""

    choices: list[str]
    chosen: int | None = None

    def move(self, key: str, width: int) -> str:
        """Goes on to another choice, around at the ends, and tells which."""
        rows, count = self._rows(width), len(self.choices)
        at = self.chosen
        if at is None:
            at = 0
        elif key in ("left", "right"):
            at = _beside(at, rows if key == "right" else -rows, rows, count)
        else:
            at = (at + (-1 if key == "up" else 1)) % count
        self.chosen = at
        return self.choices[at]

    def lines(self, width: int, height: int) -> list[str]:
        """What is seen of it in ``height`` rows; the choice always is."""
        rows = self._rows(width)
        height = max(_FEWEST_ROWS, height)
        if rows <= height:
            return [self._line(row, width) for row in range(rows)]
        shown = height - 1
        top = min(max(0, (self.chosen or 0) % rows - shown // 2), rows - shown)
        left_out = sum(not top <= at % rows < top + shown for at in range(len(self.choices)))
        return [*(self._line(row, width) for row in range(top, top + shown)), wording.more_choices(count=left_out)]

    def _line(self, row: int, width: int) -> str:
        cell = self._cell(width)
        return "".join(self._drawn(at, cell) for at in range(row, len(self.choices), self._rows(width))).rstrip(" ")

    def _drawn(self, at: int, cell: int) -> str:
        text = cut(self.choices[at], cell)
        cells = padded(text, cell + _GAP)
        return f"\x1b[7m{text}\x1b[0m{cells.removeprefix(text)}" if at == self.chosen else cells

    def _cell(self, width: int) -> int:
        return max(1, min(max(map(text_width, self.choices)), width - _GAP - 1))

    def _rows(self, width: int) -> int:
        columns = max(1, (width - 1) // (self._cell(width) + _GAP))
        return -(-len(self.choices) // columns)


def _beside(at: int, step: int, rows: int, count: int) -> int:
    """In the same row; from its end to its other one."""
    there = at + step
    if 0 <= there < count:
        return there
    row = at % rows
    return row if step > 0 else row + (count - 1 - row) // rows * rows
