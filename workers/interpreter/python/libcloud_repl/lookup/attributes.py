"""One step of a dotted chain."""

from __future__ import annotations

from types import BuiltinFunctionType, FunctionType
from typing import Any

from .dicts import MISSING
from .objects import Found, exactly, find_attribute, find_in_class, is_class
from .results import InstanceOf, Known, Method, Result

__all__ = ["raw_attribute", "step"]

# Methods of C classes: reading them would only bind them, which nobody here needs.
_METHODS_OF_C = (type(str.upper), type(object.__init__), type(dict.__dict__["fromkeys"]), BuiltinFunctionType)


def raw_attribute(owner: Result, name: str) -> Any:
    """The entry itself (a property, not its value), or MISSING."""
    return _find(owner, name).entry


def step(owner: Result, name: str) -> Result | None:
    """What ``owner.name`` is, or None where reading it could run code: a property, a descriptor, ``__getattr__``."""
    entry, from_type = _find(owner, name)
    if entry is MISSING:
        return None
    kind = type(entry)
    in_class = from_type or _is_class_of(owner)
    if not in_class:
        return Known(entry)
    if kind is FunctionType:
        return Method(entry, owner) if from_type else Known(entry)
    if kind is staticmethod:
        return Known(entry.__func__)
    if kind is classmethod:
        return Method(entry.__func__, owner) if type(entry.__func__) is FunctionType else None
    return Known(entry) if exactly(entry, *_METHODS_OF_C) or find_in_class(kind, "__get__") is MISSING else None


def _is_class_of(owner: Result) -> bool:
    """What a class stores goes through ``__get__`` when it is read from the class, too."""
    return type(owner) is Known and is_class(owner.value)


def _find(owner: Result, name: str) -> Found:
    if type(owner) is InstanceOf:
        return Found(find_in_class(owner.cls, name), True)
    return find_attribute(owner.function if type(owner) is Method else owner.value, name)
