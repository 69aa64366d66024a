"""What the eye takes for one character, and the columns that it has: a small form of UAX #29.

The page's terminal goes by the same rules (``src/page/terminal/widths.ts``). Where the two differ, the cursor is not where the line
editor believes it to be, so a change here is one there.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

__all__ = ["char_width", "cluster_end", "cluster_start", "clusters", "is_pictograph", "text_width"]

_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
#: Below, every character stands for itself.
_FIRST_MARK = "\u0300"


class _Kind(Enum):
    """What a character has to be so that the next one may join it."""

    OTHER = auto()
    CONTROL = auto()
    PICTOGRAPH = auto()
    PICTOGRAPH_AND_JOINER = auto()
    FLAG_HALF = auto()
    HANGUL = auto()


class _Cluster(NamedTuple):
    kind: _Kind
    width: int


@functools.cache
def char_width(char: str) -> int:
    """Columns that a character adds, 0 for marks and what is never seen. Controls are not asked for."""
    if char < _FIRST_MARK:
        return 1
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


@functools.cache
def _kind(char: str) -> _Kind:
    if char < " ":
        return _Kind.CONTROL
    if "\u2190" <= char <= "\u21ff" or "\u2600" <= char <= "\u27bf" or "\u2b00" <= char <= "\u2bff":
        return _Kind.PICTOGRAPH
    if "\U0001f1e6" <= char <= "\U0001f1ff":
        return _Kind.FLAG_HALF
    if "\U0001f000" <= char <= "\U0001faff":
        return _Kind.PICTOGRAPH
    if "\u1100" <= char <= "\u11ff" or "\ua960" <= char <= "\ua97c" or "\uac00" <= char <= "\ud7fb":
        return _Kind.HANGUL
    return _Kind.OTHER


def _is_vowel_or_final(char: str) -> bool:
    """Of a Hangul syllable that is written in parts."""
    return "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7fb"


@functools.cache
def _extends(char: str) -> bool:
    """Marks, variation selectors, the joiner, tags, skin tones."""
    if char < _FIRST_MARK:
        return False
    return unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf") or "\U0001f3fb" <= char <= "\U0001f3ff"


def _begun(char: str) -> _Cluster:
    return _Cluster(_kind(char), max(1, char_width(char)))


def _joined(before: _Cluster, char: str) -> _Cluster | None:
    """What ``before`` becomes by the next character; None where that begins another cluster."""
    kind, width = before
    if char < _FIRST_MARK or kind is _Kind.CONTROL:
        return None
    if _extends(char):
        return _Cluster(_extended(kind, char), _widened(width, char))
    if kind is _Kind.PICTOGRAPH_AND_JOINER and _kind(char) is _Kind.PICTOGRAPH:
        return _Cluster(_Kind.PICTOGRAPH, max(width, char_width(char)))
    if kind is _Kind.FLAG_HALF and _kind(char) is _Kind.FLAG_HALF:
        return _Cluster(_Kind.OTHER, 2)
    if kind is _Kind.HANGUL and _is_vowel_or_final(char):
        return before
    return None


def _extended(kind: _Kind, char: str) -> _Kind:
    if kind not in (_Kind.PICTOGRAPH, _Kind.PICTOGRAPH_AND_JOINER):
        return _Kind.OTHER
    return _Kind.PICTOGRAPH_AND_JOINER if char == _JOINER else _Kind.PICTOGRAPH


def _widened(width: int, char: str) -> int:
    if char == _EMOJI_STYLE:
        return 2
    if unicodedata.category(char) == "Mc":
        return min(2, width + 1)  # a vowel that stands beside its consonant
    return max(width, char_width(char))


def clusters(text: Sequence[str]) -> Iterator[tuple[str, int]]:
    """What the terminal draws as one, each with its columns."""
    start = 0
    cluster: _Cluster | None = None
    for at, char in enumerate(text):
        joined = None if cluster is None else _joined(cluster, char)
        if joined is None and cluster is not None:
            yield "".join(text[start:at]), cluster.width
            start = at
        cluster = _begun(char) if joined is None else joined
    if cluster is not None:
        yield "".join(text[start:]), cluster.width


def is_pictograph(cluster: str) -> bool:
    return _kind(cluster[0]) is _Kind.PICTOGRAPH


def text_width(text: str) -> int:
    """Columns of text without controls."""
    return len(text) if text.isascii() else sum(width for _, width in clusters(text))


def cluster_start(text: Sequence[str], at: int) -> int:
    """Where the character before ``at`` begins."""
    if at <= 0 or text[at - 1] < _FIRST_MARK:
        return max(0, at - 1)
    start = end = _line_start(text, at)
    for cluster, _ in clusters(text[start:at]):
        start, end = end, end + len(cluster)
    return start


def cluster_end(text: Sequence[str], at: int) -> int:
    """Where the character behind ``at`` ends."""
    if at >= len(text) - 1 or text[at + 1] < _FIRST_MARK:
        return min(len(text), at + 1)
    line = _line_start(text, at)
    end = line
    for cluster, _ in clusters(text[line:]):
        end += len(cluster)
        if end > at:
            break
    return end


def _line_start(text: Sequence[str], at: int) -> int:
    while at > 0 and text[at - 1] != "\n":
        at -= 1
    return at
