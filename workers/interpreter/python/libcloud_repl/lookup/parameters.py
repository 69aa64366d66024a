"""Signatures from code objects and from C's text, with defaults shown only where that runs nothing."""

from __future__ import annotations

import ast
import functools
from dataclasses import dataclass, replace
from inspect import CO_VARARGS, CO_VARKEYWORDS
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, Literal

from .dicts import MISSING, entries, find
from .objects import exactly, find_in_class, is_class, own_dict
from .plain import plain_repr
from .results import InstanceOf, Known, Method, Result

__all__ = ["Parameter", "parameters_of"]

Kind = Literal["positional", "either", "rest", "keyword", "keywords"]

_MOST_WRAPPERS = 20
_OF_C = (BuiltinFunctionType, type(str.upper), type(object.__init__), type(dict.__dict__["fromkeys"]))
_CACHED = type(functools.lru_cache(lambda: None))
_INIT, _NEW = object.__dict__["__init__"], object.__dict__["__new__"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """``kind``: by position only, either way, ``*rest``, by keyword only, ``**keywords``. ``default`` is its text."""

    name: str
    kind: Kind
    default: str | None = None

    def __str__(self) -> str:
        stars = {"rest": "*", "keywords": "**"}.get(self.kind, "")
        return f"{stars}{self.name}" if self.default is None else f"{stars}{self.name}={self.default}"


def parameters_of(result: Result, depth: int = _MOST_WRAPPERS) -> list[Parameter] | None:
    """What a caller passes. None: it is not callable, or does not say."""
    if depth == 0:
        return None
    if type(result) is Method:
        return _without_first(_of_function(result.function, depth))
    if type(result) is InstanceOf:
        return _of_instance(result.cls, depth)
    return _of_value(result.value, depth)


def _of_value(value: Any, depth: int) -> list[Parameter] | None:
    kind = type(value)
    if kind is FunctionType:
        return _of_function(value, depth)
    if kind is MethodType:
        return _without_first(parameters_of(Known(value.__func__), depth - 1))
    if exactly(value, staticmethod, classmethod):
        return parameters_of(Known(value.__func__), depth - 1)
    if exactly(value, *_OF_C):
        return _of_text(value.__text_signature__)
    if kind is functools.partial:
        return _of_partial(value, depth)
    if kind is _CACHED:
        return _of_wrapped(own_dict(value) or {}, depth)
    return _of_class(value, depth) if is_class(value) else _of_instance(kind, depth)


def _of_function(function: FunctionType, depth: int) -> list[Parameter] | None:
    return _of_wrapped(own_dict(function) or {}, depth) or _of_code(function)


def _of_wrapped(stored: dict[Any, Any], depth: int) -> list[Parameter] | None:
    wrapped = find(stored, "__wrapped__")
    return None if wrapped is MISSING else parameters_of(Known(wrapped), depth - 1)


def _of_code(function: FunctionType) -> list[Parameter]:
    code = function.__code__
    names = list(code.co_varnames)
    count, keyword_count = code.co_argcount, code.co_kwonlyargcount
    defaults = function.__defaults__ or ()
    texts = [None] * (count - len(defaults)) + [plain_repr(value) for value in defaults[-count or len(defaults) :]]
    found = [
        Parameter(name, "positional" if at < code.co_posonlyargcount else "either", text)
        for at, (name, text) in enumerate(zip(names[:count], texts, strict=False))
    ]
    keywords = function.__kwdefaults__ or {}
    only = [Parameter(name, "keyword", _default(keywords, name)) for name in names[count : count + keyword_count]]
    rest = names[count + keyword_count :]
    if code.co_flags & CO_VARARGS:
        found.append(Parameter(rest.pop(0), "rest"))
    last = [Parameter(rest[0], "keywords")] if code.co_flags & CO_VARKEYWORDS else []
    return found + only + last


def _default(keywords: dict[Any, Any], name: str) -> str | None:
    value = find(keywords, name)
    return None if value is MISSING else plain_repr(value)


def _of_class(cls: type, depth: int) -> list[Parameter] | None:
    init, new = find_in_class(cls, "__init__"), find_in_class(cls, "__new__")
    if type(init) is FunctionType:
        return _without_first(_of_function(init, depth))
    if type(new) is staticmethod and type(new.__func__) is FunctionType:
        return _without_first(_of_function(new.__func__, depth))
    if init is _INIT and new is _NEW:
        return []
    return _of_text(type.__dict__["__text_signature__"].__get__(cls))


def _of_instance(cls: type, depth: int) -> list[Parameter] | None:
    call = find_in_class(cls, "__call__")
    return _without_first(_of_function(call, depth)) if type(call) is FunctionType else None


def _of_partial(value: functools.partial[Any], depth: int) -> list[Parameter] | None:
    """What is passed already is left out, or shown as the new default."""
    found = parameters_of(Known(value.func), depth - 1)
    if found is None:
        return None
    given = {key: plain_repr(entry) for key, entry in entries(value.keywords) if type(key) is str}
    rest = found[min(len(value.args), sum(1 for parameter in found if parameter.kind in ("positional", "either"))) :]
    return [replace(parameter, default=given.get(parameter.name, parameter.default)) for parameter in rest]


def _without_first(found: list[Parameter] | None) -> list[Parameter] | None:
    return found and (found if found[0].kind == "rest" else found[1:])


def _of_text(text: object) -> list[Parameter] | None:
    """Parses what C functions say, such as ``($self, obj, /, *, key=None)``."""
    if type(text) is not str:
        return None
    bound = text.startswith(("($self", "($module", "($type"))
    try:
        tree = ast.parse(f"def f{text.replace('$', '')}: pass")
    except (SyntaxError, ValueError):
        return None
    found = _of_arguments(tree.body[0].args)  # type: ignore[attr-defined]
    return found[1:] if bound else found


def _of_arguments(tree: ast.arguments) -> list[Parameter]:
    plain = [*tree.posonlyargs, *tree.args]
    texts = [None] * (len(plain) - len(tree.defaults)) + [ast.unparse(node) for node in tree.defaults]
    found = [
        Parameter(node.arg, "positional" if at < len(tree.posonlyargs) else "either", text)
        for at, (node, text) in enumerate(zip(plain, texts, strict=True))
    ]
    if tree.vararg:
        found.append(Parameter(tree.vararg.arg, "rest"))
    for node, default in zip(tree.kwonlyargs, tree.kw_defaults, strict=True):
        found.append(Parameter(node.arg, "keyword", default and ast.unparse(default)))
    return [*found, Parameter(tree.kwarg.arg, "keywords")] if tree.kwarg else found
