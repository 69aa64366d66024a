"""Finds its way in the tokens before the cursor: operands, open brackets, statements."""

from __future__ import annotations

import keyword
from collections.abc import Sequence

from .lexer import Token

__all__ = ["is_name", "open_brackets", "operand_start", "statement_start", "text_of"]

_OPENING = {")": "(", "]": "[", "}": "{"}
# These stand where an operand does.
_OPERANDS = {"None", "True", "False"}


def is_name(token: Token) -> bool:
    """A name or a constant such as None, not another keyword."""
    return token.kind == "name" and (not keyword.iskeyword(token.text) or token.text in _OPERANDS)


def open_brackets(tokens: Sequence[Token]) -> list[int]:
    """Indexes of the brackets that are open at the end, the innermost last."""
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind != "op":
            continue
        if token.text in _OPENING.values():
            opened.append(index)
        elif token.text in _OPENING and opened and tokens[opened[-1]].text == _OPENING[token.text]:
            opened.pop()
    return opened


def operand_start(tokens: Sequence[Token], end: int) -> int | None:
    """Where the operand begins that ``tokens[:end]`` ends in, such as ``a.b(1)[2]``. None: it ends in none."""
    at = end
    while True:
        at = _atom_start(tokens, at)
        if at is None:
            return None
        before = tokens[at - 1] if at else None
        if before is not None and before.kind == "op" and before.text == ".":
            at -= 1
        elif tokens[at].text in ("(", "[") and before is not None and _ends_operand(before):
            pass
        else:
            return at


def _atom_start(tokens: Sequence[Token], end: int) -> int | None:
    """The name, literal or bracketed group right before ``end``."""
    if end == 0:
        return None
    last = tokens[end - 1]
    if last.kind == "op":
        return _opening_of(tokens, end - 1) if last.text in _OPENING else None
    return end - 1 if is_name(last) or last.kind in ("string", "number") else None


def _ends_operand(token: Token) -> bool:
    return is_name(token) or token.kind == "string" or token.text in _OPENING


def _opening_of(tokens: Sequence[Token], closing: int) -> int | None:
    depth = 0
    for at in range(closing, -1, -1):
        if tokens[at].kind != "op":
            continue
        depth += (tokens[at].text in _OPENING) - (tokens[at].text in _OPENING.values())
        if depth == 0:
            return at
    return None


def statement_start(tokens: Sequence[Token]) -> int:
    """The index of the first token of the statement that the cursor is in."""
    start = opened = 0
    for index, token in enumerate(tokens):
        if token.kind == "op" and token.text in _OPENING.values():
            opened += 1
        elif token.kind == "op" and token.text in _OPENING:
            opened -= 1
        elif opened <= 0 and (token.kind == "newline" or token.text in (";", ":")):
            start = index + 1
    return start


def text_of(source: str, tokens: Sequence[Token]) -> str:
    return source[tokens[0].start : tokens[-1].end] if tokens else ""
