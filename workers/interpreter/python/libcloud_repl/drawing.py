"""CPython's line editor counts columns by code points; with this it counts them as the terminal does, by what the eye sees.

What is drawn with each key is made to take little time, too.
"""

from __future__ import annotations

import functools
import unicodedata

from _pyrepl import base_eventqueue, commands, reader, utils

from .graphemes import clusters, is_pictograph, text_width

__all__ = ["colour_at_end", "install", "is_plain", "line_width", "settle_theme"]

#: More rows than a key draws anew, which are the same with the next one.
_MAX_ROWS = 64

_by_code_point = utils.disp_str
_theme = utils.THEME


def install() -> None:
    reader.disp_str = _characters
    reader.wlen = line_width
    for module in (base_eventqueue, commands, reader, utils):
        module.trace = lambda *line, **values: None  # CPython's looks into the environment several times for each key


def settle_theme() -> None:
    """Looks up the colours for the next statement. CPython asks anew at each drawing whether there shall be any, by several system calls."""
    theme = _theme()
    utils.THEME = reader.THEME = lambda **options: theme


def colour_at_end(line: str) -> str:
    """SGR parameters of the string or comment that the line ends in, unless a quotation mark has just ended it."""
    theme = utils.THEME()
    text = line.removesuffix(theme.reset)
    if text == line or text.endswith(("'", '"')):
        return ""
    colour, _, _ = text[text.rfind("\x1b[") :].partition("m")
    return colour[2:] if f"{colour}m" in (theme["string"], theme["comment"]) else ""


@functools.lru_cache(_MAX_ROWS)
def is_plain(line: str) -> bool:
    """Whether any terminal agrees about how wide the line is: it has nothing but ASCII, and escape sequences."""
    text = _without_escapes(line)
    return text.isascii() and text.isprintable()


@functools.lru_cache(_MAX_ROWS)
def line_width(line: str) -> int:
    """Columns of a line that may have escape sequences in it."""
    return text_width(_without_escapes(line))


def _without_escapes(line: str) -> str:
    return utils.ANSI_ESCAPE_SEQUENCE.sub("", line)


def _characters(buffer: str, colors: list[utils.ColorSpan] | None = None, start_index: int = 0) -> tuple[list[str], list[int]]:
    """As ``disp_str``: the characters as they are drawn, and the columns of each; of a cluster, the first one has them all."""
    if not buffer:
        return [], []
    if buffer.isascii() and buffer.isprintable():
        return _colored(buffer, colors or [], start_index), [1] * len(buffer)
    chars, widths = _by_code_point(buffer, colors, start_index)
    if not buffer.isascii():
        start = 0
        for cluster, width in clusters(buffer):
            _put(chars, widths, start, cluster, width)
            start += len(cluster)
    return chars, widths


def _colored(line: str, colors: list[utils.ColorSpan], start: int) -> list[str]:
    """The line's characters, where that is at ``start`` of what the colours are for. Those that end in or before it are taken away."""
    chars, end, theme = list(line), start + len(line), utils.THEME()
    while colors and colors[0].span.start < end:
        span, tag = colors[0]
        if span.end >= start:
            chars[max(span.start - start, 0)] = theme[tag] + chars[max(span.start - start, 0)]
            chars[min(span.end, end - 1) - start] += theme.reset
        if span.end >= end:
            break
        colors.pop(0)
    return chars


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
