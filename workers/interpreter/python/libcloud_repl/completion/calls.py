"""The call whose arguments the cursor is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .grammar import is_name, open_brackets, operand_start, text_of
from .lexer import Token

__all__ = ["Call", "enclosing_call"]


@dataclass(frozen=True, slots=True)
class Call:
    """``callee`` is its source. ``position`` counts the positional arguments before the cursor's.

    ``arguments`` are the sources of those that are whole, ``keywords`` the names that were used, ``keyword`` the one that the
    cursor's argument is for. ``starred``: a ``*rest`` came before. ``fresh``: the cursor's argument has not begun.
    """

    callee: str
    position: int
    arguments: tuple[str, ...]
    keywords: frozenset[str]
    keyword: str | None
    starred: bool
    fresh: bool


def enclosing_call(source: str, tokens: Sequence[Token], innermost: bool = True) -> Call | None:
    """The call around the end of ``tokens``. ``innermost``: only if no other bracket is open in it."""
    opened = open_brackets(tokens)
    for index in reversed(opened[-1:] if innermost else opened):
        start = operand_start(tokens, index) if tokens[index].text == "(" else None
        if start is not None and not _is_definition(tokens, start):
            return _call(source, text_of(source, tokens[start:index]), tokens[index + 1 :])
    return None


def _is_definition(tokens: Sequence[Token], start: int) -> bool:
    return start > 0 and tokens[start - 1].text in ("def", "class")


def _call(source: str, callee: str, tokens: Sequence[Token]) -> Call:
    *whole, last = _split(tokens)
    names = [_keyword_of(argument) for argument in whole]
    positional = [argument for argument, name in zip(whole, names, strict=True) if name is None]
    return Call(
        callee=callee,
        position=len(positional),
        arguments=tuple(text_of(source, argument) for argument in positional),
        keywords=frozenset(name for name in names if name is not None),
        keyword=_keyword_of(last),
        starred=any(argument and argument[0].text in ("*", "**") for argument in whole),
        fresh=not last,
    )


def _split(tokens: Sequence[Token]) -> list[list[Token]]:
    """The arguments. Brackets that are open at the end keep theirs together."""
    arguments: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.kind in ("newline", "comment"):
            continue
        if token.kind == "op":
            depth += (token.text in "([{") - (token.text in ")]}")
        if token.kind == "op" and token.text == "," and depth == 0:
            arguments.append([])
        else:
            arguments[-1].append(token)
    return arguments


def _keyword_of(argument: Sequence[Token]) -> str | None:
    if len(argument) > 1 and is_name(argument[0]) and argument[1].text == "=":
        return argument[0].text
    return None
