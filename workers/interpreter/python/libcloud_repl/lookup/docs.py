"""Documentation strings, as they are stored."""

from __future__ import annotations

import inspect
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

from .dicts import MISSING, find
from .objects import class_dict, exactly, inherits, is_class, own_dict
from .results import InstanceOf, Method, Result

__all__ = ["docstring", "first_line"]

# Their __doc__ is C's, and only a string or None comes out of it.
_OF_C = (BuiltinFunctionType, type(str.upper), type(object.__init__), type(dict.__dict__["fromkeys"]), property, staticmethod, classmethod)


def docstring(result: Result) -> str | None:
    """The cleaned docstring of a function, class or module, or of an instance's class."""
    if type(result) is Method:
        return _cleaned(result.function.__doc__)
    if type(result) is InstanceOf:
        return _doc_of_class(result.cls)
    return _doc_of_value(result.value)


def first_line(result: Result) -> str:
    """The first line of the docstring that says something, or nothing."""
    lines = (docstring(result) or "").splitlines()
    return next((line.strip() for line in lines if line.strip()), "")


def _doc_of_value(value: Any) -> str | None:
    if type(value) is MethodType:
        return _doc_of_value(value.__func__)
    if exactly(value, FunctionType, *_OF_C):
        return _cleaned(value.__doc__)
    if inherits(value, ModuleType):
        return _cleaned(find(own_dict(value), "__doc__"))
    return _doc_of_class(value if is_class(value) else type(value))


def _doc_of_class(cls: type) -> str | None:
    stored = find(class_dict(cls), "__doc__")
    if stored is not MISSING and type(stored) is not str:
        return None
    # Classes of C build theirs on demand, by type's own getter.
    return _cleaned(type.__dict__["__doc__"].__get__(cls) if stored is MISSING else stored)


def _cleaned(doc: object) -> str | None:
    return inspect.cleandoc(doc) if type(doc) is str else None
