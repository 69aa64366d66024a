"""Variables of loops that have not run yet: ``for node in nodes:`` where ``nodes`` is a list that exists."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from ..lookup.dicts import MISSING, StringDict, entries
from ..lookup.objects import exactly
from ..lookup.resolve import parsed, resolve_tree
from ..lookup.results import Known
from .grammar import is_name, text_of
from .lexer import Token

__all__ = ["with_loop_variables"]

_LOOKED_AT = 100
_MOST_LOOPS = 20
#: What gives the same elements, in whatever order.
_SAME_ELEMENTS = ("list", "reversed", "set", "sorted", "tuple")


def with_loop_variables(source: str, tokens: Sequence[Token], namespace: dict[str, Any]) -> dict[str, Any]:
    """``namespace``, and what the loops and comprehensions in ``tokens`` would set, as far as that is known without running code.

    An element stands for all of its list: the first one does that is not None.
    """
    loops = [at for at, token in enumerate(tokens) if token.kind == "name" and token.text == "for" and not (at and tokens[at - 1].text == "async")]
    if not loops:
        return namespace
    # Keys that are no strings stay behind: setting a name could call their __eq__.
    scope = StringDict.of(namespace)
    for at in loops[-_MOST_LOOPS:]:
        scope.update(_bound(source, tokens[at + 1 :], scope))
    return scope


def _bound(source: str, tokens: Sequence[Token], scope: dict[str, Any]) -> dict[str, Any]:
    """What the head of one loop sets; ``tokens`` are those after ``for``."""
    separator = _find(tokens, ("in",))
    end = None if separator is None else _find(tokens[separator + 1 :], (":", "if", "for", "async", "\n"))
    if separator is None or end is None:
        return {}
    names = _names(tokens[:separator])
    tree = parsed(text_of(source, tokens[separator + 1 : separator + 1 + end]))
    element = MISSING if tree is None else _element_of(tree, scope)
    return {} if element is MISSING else dict(_assigned(names, element))


def _find(tokens: Sequence[Token], texts: Sequence[str]) -> int | None:
    """The first of ``texts`` outside of brackets, or the bracket that closes what is around."""
    depth = 0
    for at, token in enumerate(tokens):
        if depth == 0 and (token.text in texts or token.text in (")", "]", "}") or (token.kind == "newline" and "\n" in texts)):
            return at
        if token.kind == "op":
            depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
    return None


def _names(tokens: Sequence[Token]) -> list[str]:
    """One name, or several with commas, in brackets or not. Empty: something else is assigned to."""
    inner = tokens[1:-1] if len(tokens) > 2 and tokens[0].text == "(" and tokens[-1].text == ")" else tokens
    names, commas = inner[::2], inner[1::2]
    plain = all(is_name(token) for token in names) and all(token.text == "," for token in commas)
    return [token.text for token in names] if plain else []


def _assigned(names: Sequence[str], element: Any) -> Iterator[tuple[str, Any]]:
    if len(names) == 1:
        yield names[0], element
    elif exactly(element, tuple, list) and len(element) == len(names):
        yield from ((name, value) for name, value in zip(names, element, strict=True) if value is not MISSING)


def _element_of(iterated: ast.expr, scope: dict[str, Any]) -> Any:
    """An element of what is iterated over, or MISSING."""
    match iterated:
        case ast.Call(func=ast.Name(id="enumerate"), args=[inner, *_]):
            return (0, _element_of(inner, scope))
        case ast.Call(func=ast.Name(id=name), args=[inner, *_]) if name in _SAME_ELEMENTS:
            return _element_of(inner, scope)
        case ast.Call(func=ast.Attribute(value=owner, attr="items" | "keys" | "values" as view), args=[]):
            found = resolve_tree(owner, scope)
            return _first(_view(found.value, view)) if type(found) is Known and type(found.value) is dict else MISSING
    found = resolve_tree(iterated, scope)
    return _first(_elements(found.value)) if type(found) is Known else MISSING


def _view(mapping: dict[Any, Any], view: str) -> Iterator[Any]:
    return (pair if view == "items" else pair[view == "values"] for pair in entries(mapping))


def _elements(value: Any) -> Iterator[Any]:
    """Of the exact types only: iterating over any other may run code."""
    if type(value) is dict:
        return _view(value, "keys")
    return iter(value) if exactly(value, list, tuple, set, frozenset) else iter(())


def _first(elements: Iterator[Any]) -> Any:
    return next((element for element in islice(elements, _LOOKED_AT) if element is not None), MISSING)
