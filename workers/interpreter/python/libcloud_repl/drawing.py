"""CPython's line editor counts columns by code points; with this it counts them as the terminal does, by what the eye sees."""

from __future__ import annotations

import unicodedata
from typing import Any

from _pyrepl import reader, utils

from .graphemes import clusters, is_pictograph, text_width

__all__ = ["install", "line_width", "settle_theme"]

_by_code_point = utils.disp_str
_theme = utils.THEME


def install() -> None:
    reader.disp_str = _by_cluster
    reader.wlen = line_width


def settle_theme() -> None:
    """Looks up the colours for the next statement. CPython asks anew at each drawing whether there shall be any, by several system calls."""
    theme = _theme()
    utils.THEME = reader.THEME = lambda **options: theme


def line_width(line: str) -> int:
    """Columns of a line that may have escape sequences in it."""
    return text_width(utils.ANSI_ESCAPE_SEQUENCE.sub("", line))


def _by_cluster(buffer: str, *args: Any, **options: Any) -> tuple[list[str], list[int]]:
    """As ``disp_str``: the characters as they are drawn, and the columns of each. The first one of a cluster has them all."""
    chars, widths = _by_code_point(buffer, *args, **options)
    if not buffer.isascii():
        start = 0
        for cluster, width in clusters(buffer):
            _put(chars, widths, start, cluster, width)
            start += len(cluster)
    return chars, widths


def _put(chars: list[str], widths: list[int], start: int, cluster: str, width: int) -> None:
    if not _is_escaped(cluster[0]):
        widths[start] = width
    for at, char in enumerate(cluster[1:], start + 1):
        if not _is_escaped(char):
            widths[at] = 0
        elif is_pictograph(cluster):
            # What joins emoji is drawn; anywhere else, what cannot be seen is spelled out.
            chars[at], widths[at] = chars[at].replace(_escaped(char), char), 0


def _is_escaped(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char).startswith("C")


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}"
