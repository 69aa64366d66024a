"""Names, built-ins, keywords, and the keyword arguments of a call."""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Iterator, Sequence
from typing import Any

from ..lookup.dicts import string_entries
from ..lookup.parameters import parameters_of
from ..lookup.resolve import resolve
from .budget import Budget
from .calls import Call
from .details import item_of
from .items import Item, wanted
from .lexer import Token

__all__ = ["keyword_arguments", "names"]


def names(tokens: Sequence[Token], prefix: str, namespace: dict[str, Any], budget: Budget) -> Iterator[Item]:
    """All that may stand where an operand or a statement begins: the session's own names first."""
    yield from _items(namespace, prefix, budget)
    yield from (Item(name, "variable") for name in budget.limit(_written(tokens)))
    yield from (Item(word, "keyword") for word in budget.limit(keyword.kwlist))
    if _begins_line(tokens):
        yield from (Item(word, "keyword") for word in budget.limit(keyword.softkwlist) if word != "_")
    yield from _items(vars(builtins), prefix, budget)


def _items(stored: dict[str, Any], prefix: str, budget: Budget) -> Iterator[Item]:
    return (item_of(name, value) for name, value in budget.limit(string_entries(stored)) if wanted(name, prefix))


def _written(tokens: Sequence[Token]) -> Iterator[str]:
    """Names of the block that is being typed, such as parameters and loop variables."""
    depth = 0
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        if token.kind == "op":
            depth += (token.text in "([{") - (token.text in ")]}")
        is_argument = depth > 0 and after is not None and after.text == "="
        if token.kind == "name" and not keyword.iskeyword(token.text) and not is_argument and (before is None or before.text != "."):
            yield token.text


def _begins_line(tokens: Sequence[Token]) -> bool:
    return not tokens or tokens[-1].kind == "newline"


def keyword_arguments(call: Call, namespace: dict[str, Any], budget: Budget) -> Iterator[Item]:
    """``name=`` of each parameter that was not passed yet."""
    callee = resolve(call.callee, namespace)
    parameters = (callee and parameters_of(callee)) or []
    by_position = 0
    for parameter in budget.limit(parameters):
        if parameter.kind == "either":
            by_position += 1
        if parameter.kind not in ("either", "keyword") or parameter.name in call.keywords:
            continue
        if parameter.kind == "keyword" or by_position > call.position - _positional_only(parameters):
            default = "" if parameter.default is None else f"= {parameter.default}"
            yield Item(parameter.name + "=", "parameter", default)


def _positional_only(parameters: Sequence[Any]) -> int:
    return sum(1 for parameter in parameters if parameter.kind == "positional")
