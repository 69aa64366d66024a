"""The kind of a name and the remark beside it, from what is stored."""

from __future__ import annotations

import functools
import re
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

from ..lookup.objects import exactly, inherits, is_class, name_of_class
from ..lookup.parameters import parameters_of
from ..lookup.results import Known
from .items import Item

__all__ = ["attribute_item", "item_of"]

_FUNCTIONS = (FunctionType, BuiltinFunctionType, MethodType, functools.partial, type(functools.lru_cache(lambda: None)))
_METHODS = (FunctionType, staticmethod, classmethod, type(str.upper), type(object.__init__), type(dict.__dict__["fromkeys"]))
_PROPERTIES = (property, functools.cached_property, type(int.real))
_LONGEST = 40
_OF_C = (BuiltinFunctionType, type(str.upper), type(object.__init__), type(dict.__dict__["fromkeys"]))
# The bound parameter, and the mark behind parameters that have no names.
_LEFT_OUT = re.compile(r"\$\w+(, /)?(, )?|, /(?=[,)])")


def item_of(name: str, value: Any) -> Item:
    """A variable of a namespace or module."""
    if is_class(value):
        return Item(name, "class")
    if inherits(value, ModuleType):
        return Item(name, "module")
    if exactly(value, *_FUNCTIONS):
        return Item(name, "function", _signature(value))
    return Item(name, "variable", name_of_class(type(value)))  # not the value, which may be a password


def attribute_item(name: str, entry: Any, from_type: bool) -> Item:
    """An attribute, from the raw entry that is stored for it. ``from_type``: it comes from the class."""
    if from_type and exactly(entry, *_METHODS):
        return Item(name, "method", _signature(entry, bound=not exactly(entry, staticmethod)))
    if from_type and exactly(entry, *_PROPERTIES):
        return Item(name, "property")
    found = item_of(name, entry)
    return Item(name, "attribute", found.detail) if found.kind == "variable" else found


def _signature(value: Any, bound: bool = False) -> str:
    if exactly(value, *_OF_C):
        text = _text_of_c(value.__text_signature__)
    else:
        found = parameters_of(Known(value)) or []
        text = f"({', '.join(map(str, found[1:] if bound and exactly(value, FunctionType, classmethod) else found))})"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 2] + "…)"


def _text_of_c(text: object) -> str:
    """There are hundreds of these, so their text is not parsed."""
    return _LEFT_OUT.sub("", text) if type(text) is str else ""
