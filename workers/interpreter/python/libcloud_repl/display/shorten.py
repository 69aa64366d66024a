"""Long text without its middle."""

from __future__ import annotations

from ..text import display as wording

__all__ = ["MOST_ROWS", "shortened"]

#: Rows of the terminal; two thirds are for the beginning.
MOST_ROWS = 60
_FIRST, _LAST = 40, 20


def shortened(text: str, width: int) -> str:
    """``text``, or its beginning and its end where it would take more than `MOST_ROWS` rows of ``width`` characters."""
    lines = text.split("\n")
    if len(lines) > MOST_ROWS:
        text = "\n".join([*lines[:_FIRST], wording.lines_left_out(count=len(lines) - MOST_ROWS), *lines[-_LAST:]])
    # Lines that wrap count for more, and one of them may be all there is.
    most = (MOST_ROWS + 1) * width
    if len(text) <= most:
        return text
    return "\n".join([text[: _FIRST * width], wording.characters_left_out(count=len(text) - MOST_ROWS * width), text[-_LAST * width :]])
