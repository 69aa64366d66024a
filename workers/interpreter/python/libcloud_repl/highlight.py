"""Colours for source that is shown, from the same tokens as completion uses."""

from __future__ import annotations

import builtins
import keyword

from .completion.lexer import Token, scan

__all__ = ["BOLD", "DIM", "HEADING", "highlight", "painted"]

BOLD, DIM, HEADING = "1", "2", "1;34"
_KEYWORD, _STRING, _NUMBER, _COMMENT, _DEFINITION, _BUILTIN = "1;34", "32", "33", "31", "1", "36"


def painted(text: str, code: str, colour: bool = True) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour and text and code else text


def highlight(source: str) -> str:
    """``source`` with ANSI codes."""
    found = scan(source, len(source)).tokens
    parts: list[str] = []
    at = 0
    for before, token in zip([None, *found], found, strict=False):
        parts += [source[at : token.start], painted(token.text, _code_of(token, before and before.text))]
        at = token.end
    return "".join([*parts, source[at:]])


def _code_of(token: Token, before: str | None) -> str:
    if token.kind == "name":
        if keyword.iskeyword(token.text):
            return _KEYWORD
        if before in ("def", "class"):
            return _DEFINITION
        return _BUILTIN if token.text in vars(builtins) and before != "." else ""
    return {"string": _STRING, "number": _NUMBER, "comment": _COMMENT}.get(token.kind, "")
