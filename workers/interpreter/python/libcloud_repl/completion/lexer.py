"""Tokens of source that may end anywhere: `tokenize` refuses what is not closed yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = ["OpenString", "Scan", "Token", "scan"]

Kind = Literal["name", "number", "string", "op", "newline", "comment"]

# What is further before the cursor than this is not looked at.
_LONGEST = 6_000

_TOKEN = re.compile(
    r"""(?P<space>[ \t\f]+|\\\r?\n)
    |(?P<comment>\#[^\r\n]*)
    |(?P<newline>\r?\n|\r)
    |(?P<string>(?P<prefix>[bBrRuUfFtT]{0,2})(?P<quote>\"\"\"|'''|"|'))
    |(?P<number>\.?\d(?:[eE][+-]|[\w.])*)
    |(?P<name>[^\W\d]\w*)
    |(?P<op>\*\*=?|//=?|>>=?|<<=?|->|:=|\.\.\.|[-+*/%@&|^=<>!]=|.)""",
    re.VERBOSE | re.DOTALL,
)
_BODY = {
    quote: re.compile(rf"(?:\\.|(?!{quote}){'.' if len(quote) == 3 else '[^' + chr(10) + ']'})*", re.DOTALL) for quote in ('"', "'", '"""', "'''")
}


class Token(NamedTuple):
    """``text`` is ``source[start:end]``. There are thousands: a dataclass that is frozen takes three times as long to make."""

    kind: Kind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OpenString:
    """A string that has no end before the cursor. Its content begins at ``start``."""

    start: int
    prefix: str
    quote: str


@dataclass(frozen=True, slots=True)
class Scan:
    """All tokens before the cursor, and in what the cursor is."""

    tokens: list[Token]
    string: OpenString | None = None

    @property
    def in_comment(self) -> bool:
        return bool(self.tokens) and self.tokens[-1].kind == "comment"


def scan(source: str, cursor: int) -> Scan:
    """Splits ``source[:cursor]``."""
    start = _first_line(source, cursor)
    return _scan(source, start, cursor)


def _first_line(source: str, cursor: int) -> int:
    if cursor <= _LONGEST:
        return 0
    return source.find("\n", cursor - _LONGEST, cursor) + 1 or cursor


def _scan(source: str, at: int, cursor: int) -> Scan:
    tokens: list[Token] = []
    while at < cursor:
        match = _TOKEN.match(source, at, cursor)
        assert match is not None  # the last alternative takes anything
        if match["string"] is None:
            kind = match.lastgroup
            if kind != "space":
                tokens.append(Token(kind, match[0], at, match.end()))  # type: ignore[arg-type]
            at = match.end()
            continue
        end = _string_end(source, match, cursor)
        if end is None:
            return _in_string(source, tokens, match, cursor)
        tokens.append(Token("string", source[at:end], at, end))
        at = end
    return Scan(tokens)


def _string_end(source: str, match: re.Match[str], cursor: int) -> int | None:
    """Where the string ends, its quotes included. None: not before the cursor. A newline ends it, as an error does."""
    quote = match["quote"]
    body = _BODY[quote].match(source, match.end(), cursor)
    assert body is not None
    if _is_formatted(match) and _open_field(source, match.end(), body.end()) is not None:
        return None  # since 3.12 the fields of a string may have quotes of the same kind
    if source.startswith(quote, body.end()) and body.end() + len(quote) <= cursor:
        return body.end() + len(quote)
    return body.end() if body.end() < cursor and source[body.end()] == "\n" and len(quote) == 1 else None


def _in_string(source: str, tokens: list[Token], match: re.Match[str], cursor: int) -> Scan:
    field = _open_field(source, match.end(), cursor) if _is_formatted(match) else None
    if field is None:
        return Scan(tokens, OpenString(match.end(), match["prefix"].lower(), match["quote"]))
    inner = _scan(source, field, cursor)
    return Scan([*tokens, Token("op", "{", field - 1, field), *inner.tokens], inner.string)


def _is_formatted(match: re.Match[str]) -> bool:
    return not set(match["prefix"].lower()).isdisjoint("ft")


def _open_field(source: str, at: int, cursor: int) -> int | None:
    """Where the expression in ``f"…{expression`` begins, if the cursor is in it."""
    opened: list[int] = []
    while at < cursor:
        if source.startswith(("{{", "}}"), at) and not opened:
            at += 1
        elif source[at] == "{":
            opened.append(at + 1)
        elif source[at] == "}" and opened:
            opened.pop()
        at += 1
    return opened[-1] if opened else None
