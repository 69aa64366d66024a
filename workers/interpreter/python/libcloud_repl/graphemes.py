"""Where one character ends for the eye: a small form of UAX #29, since the line editor counts code points."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["cluster_end", "cluster_start"]

_JOINER = "\u200d"


def _extends(character: str) -> bool:
    """Combining marks, variation selectors, the joiner, skin tones."""
    return unicodedata.category(character) in ("Mn", "Me", "Mc") or character == _JOINER or "\U0001f3fb" <= character <= "\U0001f3ff"


def _is_inside(text: Sequence[str], at: int) -> bool:
    """Whether ``at`` is between characters that belong together."""
    return 0 < at < len(text) and text[at] != "\n" and (_extends(text[at]) or text[at - 1] == _JOINER)


def cluster_start(text: Sequence[str], at: int) -> int:
    """Where the character before ``at`` begins."""
    at = max(0, at - 1)
    while _is_inside(text, at):
        at -= 1
    return at


def cluster_end(text: Sequence[str], at: int) -> int:
    """Where the character behind ``at`` ends."""
    at = min(len(text), at + 1)
    while _is_inside(text, at):
        at += 1
    return at
