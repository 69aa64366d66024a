"""Makes columns fit the width: wide ones are narrowed first, then the least important are left out."""

from __future__ import annotations

from collections.abc import Sequence

from .kinds import Column
from .text import cut, padded, text_width

__all__ = ["fit", "lines"]

_GAP = "  "
# As wide as an address of IPv4: narrower values mostly say nothing.
_LEAST = 15


def fit(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> tuple[list[int], list[int]]:
    """Which columns are shown, by index, and how wide each of those is."""
    natural = [max(text_width(text) for text in texts) for texts in zip([column.title for column in columns], *rows, strict=True)]
    shown = list(range(len(columns)))
    while _total([min(natural[at], _LEAST) for at in shown]) > width and len(shown) > 1:
        # The last of the least important goes, and the first column as the last of all.
        shown.remove(max(shown, key=lambda at: (columns[at].weight, at)))
    return shown, _narrowed([natural[at] for at in shown], width)


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _narrowed(widths: list[int], width: int) -> list[int]:
    """Takes cells from the widest until all fit."""
    widths = list(widths)
    while (over := _total(widths) - width) > 0:
        widest = max(range(len(widths)), key=widths.__getitem__)
        if widths[widest] <= 1:
            break
        following = max([other for at, other in enumerate(widths) if at != widest and other < widths[widest]], default=1)
        widths[widest] -= max(1, min(over, widths[widest] - following))
    return widths


def lines(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    """The head, a rule, and the rows."""
    texts = [_line(row, widths, right) for row in (heads, *rows)]
    return [texts[0], _GAP.join("─" * width for width in widths), *texts[1:]]


def _line(texts: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = [padded(cut(text, width), width, flush) for text, width, flush in zip(texts, widths, right, strict=True)]
    return _GAP.join(cells).rstrip()
