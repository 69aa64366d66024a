"""How wide text is in a terminal, and text that cannot command one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

__all__ = ["cut", "padded", "text_width", "visible"]

_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
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


def text_width(text: str) -> int:
    """The number of terminal cells."""
    return len(text) if text.isascii() else sum(width for _, width in clusters(text))


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """What the terminal draws as one: a character with its marks, a joined emoji, a flag; each with its width."""
    cluster, width = "", 0
    for char in text:
        if cluster and _joins(cluster, char):
            cluster += char
            width = 2 if char == _EMOJI_STYLE or _is_flag_half(char) else width or _width(char)
            continue
        if cluster:
            yield cluster, width
        cluster, width = char, _width(char)
    if cluster:
        yield cluster, width


def _joins(cluster: str, char: str) -> bool:
    if _width(char) == 0 or cluster[-1] == _JOINER or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    return _is_flag_half(char) and len(cluster) == 1 and _is_flag_half(cluster)


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _width(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


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
