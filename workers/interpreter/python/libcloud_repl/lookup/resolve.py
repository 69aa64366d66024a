"""Finds what an expression stands for without evaluating it: names, attributes, subscripts of plain data, calls of classes."""

from __future__ import annotations

import ast
import builtins
from itertools import islice
from types import FunctionType
from typing import Any

from .attributes import step
from .dicts import MISSING, entries, find
from .drivers import driver_class
from .objects import exactly, find_in_class, is_class
from .results import InstanceOf, Known, Result

__all__ = ["parsed", "resolve", "resolve_name", "resolve_tree"]

_LONGEST = 2_000
_DEEPEST = 60


def resolve(expression: str, namespace: dict[str, Any]) -> Result | None:
    """What ``expression`` is, as far as that is known without running code. None: not known, or not an expression."""
    tree = parsed(expression)
    return None if tree is None else resolve_tree(tree, namespace)


def parsed(expression: str) -> ast.expr | None:
    """None: it is not an expression, or a very long one."""
    if len(expression) > _LONGEST:
        return None
    try:
        return ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def resolve_tree(tree: ast.expr, namespace: dict[str, Any]) -> Result | None:
    """`resolve` for what is parsed already."""
    return _resolve(tree, namespace, _DEEPEST)


def resolve_name(name: str, namespace: dict[str, Any]) -> Result | None:
    """A variable, or else a built-in."""
    value = find(namespace, name)
    if value is MISSING:
        value = find(vars(builtins), name)
    return None if value is MISSING else Known(value)


def _resolve(node: ast.expr, namespace: dict[str, Any], depth: int) -> Result | None:
    if depth == 0:
        return None
    match node:
        case ast.Name(id=name):
            return resolve_name(name, namespace)
        case ast.Constant(value=value):
            return Known(value)
        case ast.Attribute(value=owner, attr=name):
            found = _resolve(owner, namespace, depth - 1)
            return found and step(found, name)
        case ast.Subscript(value=owner, slice=key):
            found = _resolve(owner, namespace, depth - 1)
            return _item(found.value, key) if type(found) is Known else None
        case ast.Call(func=callee):
            found = _resolve(callee, namespace, depth - 1)
            first = [_resolve(argument, namespace, depth - 1) for argument in node.args[:2]]
            return _called(found, first) if type(found) is Known else None
        case ast.Await() | ast.NamedExpr(value=_):
            return None
    return _literal(node)


_LITERALS: dict[type[ast.expr], type] = {
    ast.JoinedStr: str,
    ast.List: list,
    ast.ListComp: list,
    ast.Tuple: tuple,
    ast.Dict: dict,
    ast.DictComp: dict,
    ast.Set: set,
    ast.SetComp: set,
    ast.Lambda: FunctionType,
}


def _literal(node: ast.expr) -> InstanceOf | None:
    cls = _LITERALS.get(type(node))
    return InstanceOf(cls) if cls else None


def _item(container: Any, node: ast.expr) -> Known | None:
    """``container[constant]`` of an exact list, tuple or dict; every other type may run code."""
    try:
        key = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError):
        return None
    if exactly(container, list, tuple) and type(key) is int:
        return Known(container[key]) if -len(container) <= key < len(container) else None
    if type(container) is dict and exactly(key, str, int):
        return _entry(container, key)
    return None


def _entry(container: dict[Any, Any], key: str | int) -> Known | None:
    values = (value for other, value in entries(container) if type(other) is type(key) and other == key)
    found = list(islice(values, 1))
    return Known(found[0]) if found else None


def _called(callee: Known, arguments: list[Result | None]) -> Result | None:
    """What a call gives: an instance of a class that makes its instances in the usual way, or the driver of a provider."""
    driver = driver_class(callee.value, arguments)
    if driver is not None:
        return Known(driver)
    if not is_class(callee.value) or find_in_class(type(callee.value), "__call__") is not type.__dict__["__call__"]:
        return None
    if callee.value is type:
        return None
    return InstanceOf(callee.value)
