"""``table(…)``: objects as aligned rows that fit the terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from typing import Any

from ..lookup.dicts import MISSING
from ..text import display as wording
from .cells import cell, read
from .kinds import Column
from .layout import fit, lines
from .rows import choose_columns, rows_of
from .text import cut, visible

__all__ = ["Table", "table"]

LIMIT = 60


class Table:
    """A table; ``repr()`` is its text, for the width of the terminal at that moment unless one was given."""

    def __init__(self, rows: Sequence[Any], columns: Sequence[Column], width: int | None, limit: int, more: bool = False) -> None:
        self.rows, self.columns = list(rows), list(columns)
        self.width, self.limit, self.more = width, limit, more

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return "\n".join(self.lines(self.width or shutil.get_terminal_size().columns))

    def lines(self, width: int) -> list[str]:
        """At most ``limit`` rows, each in at most ``width`` cells."""
        if not self.rows:
            return [wording.NOTHING]
        head, tail = self._parts()
        values = [[read(row, column.path) if column.path else row for column in self.columns] for row in (*head, *tail)]
        every = [[cell(value, column) for value, column in zip(row, self.columns, strict=True)] for row in values]
        used = [at for at in range(len(self.columns)) if any(row[at] for row in every)] or [0]
        columns = [self.columns[at] for at in used]
        texts = [[row[at] for at in used] for row in every]
        shown, widths = fit(columns, texts, width)
        right = [all(row[used[at]] is MISSING or _is_number(row[used[at]]) for row in values) for at in shown]
        rows = [[row[at] for at in shown] for row in texts]
        made = lines([visible(columns[at].title) for at in shown], rows, widths, right)
        cut_at = 2 + len(head)
        return [*made[:cut_at], *self._left_out(len(values), width), *made[cut_at:], *_missing(columns, shown, width)]

    def _parts(self) -> tuple[Sequence[Any], Sequence[Any]]:
        """All rows, or the first and the last ones."""
        if len(self.rows) <= self.limit:
            return self.rows, []
        last = self.limit // 2
        return self.rows[: self.limit - last], self.rows[len(self.rows) - last :]

    def _left_out(self, shown: int, width: int) -> list[str]:
        count = len(self.rows) - shown
        if count:
            return [cut(wording.more_rows(count=count, total=len(self.rows)), width)]
        return [cut(wording.more_with(limit=self.limit * 10), width)] if self.more else []


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def _missing(columns: Sequence[Column], shown: Sequence[int], width: int) -> list[str]:
    names = [column.title for at, column in enumerate(columns) if at not in shown]
    return [cut(wording.no_room(heads=", ".join(map(visible, names))), width)] if names else []


def table(objects: Any, columns: Iterable[str | Column] | None = None, width: int | None = None, limit: int = LIMIT) -> Table:
    """Objects of libcloud, dicts or records as a table: a list of them, another iterable, or one.

    ``columns`` are names of attributes or keys, with dots to go deeper (``extra.instance_type``). Passwords, tokens and other
    secrets are shown as dots, wherever they are. ``width`` is the terminal's unless given. An iterator is read only up to
    ``limit``. Raises TypeError if ``objects`` are none, ValueError if ``limit`` is below 1.

    After ``table.all = True`` all results of the prompt that can be tables are, other plain data is indented, and what is very
    long is cut.
    """
    if limit < 1:
        raise ValueError(wording.LIMIT_TOO_LOW)
    rows, more = rows_of(objects, limit)
    return Table(rows, choose_columns(rows, columns), width, limit, more)


table.all = False  # type: ignore[attr-defined]
