"""Text for a given width, and text that cannot command a terminal."""

from __future__ import annotations

import unicodedata

from ..graphemes import clusters, text_width

__all__ = ["cut", "padded", "text_width", "visible"]

_ELLIPSIS = "…"
# Controls, and what turns the direction of the text around (Unicode's TR 36 names both).
_DANGEROUS = {"Cc", "Cs", "Zl", "Zp"}
_TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def visible(text: str) -> str:
    """``text`` with every control character escaped: a name that a cloud sent could be an escape sequence."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(char) if unicodedata.category(char) in _DANGEROUS or char in _TURNING else char for char in text)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape", "backslashreplace").decode("ascii")


def cut(text: str, width: int) -> str:
    """``text``, or its beginning with an ellipsis, in at most ``width`` cells."""
    if text_width(text) <= width:
        return text
    kept, used = "", 0
    for cluster, cells in clusters(text):
        if used + cells > width - 1:
            break
        kept, used = kept + cluster, used + cells
    return kept + _ELLIPSIS if width > 0 else ""


def padded(text: str, width: int, right: bool = False) -> str:
    space = " " * (width - text_width(text))
    return space + text if right else text + space
