"""A short text of a value, by C's own ``__repr__`` for plain data and by the type's name for everything else."""

from __future__ import annotations

import enum
from itertools import islice
from types import BuiltinFunctionType, FunctionType
from typing import Any

from .dicts import find
from .objects import exactly, inherits, is_class, name_of_class, own_dict

__all__ = ["plain_repr"]

_LONGEST = 60
_MOST_ITEMS = 6
_MOST_DIGITS = 1 << 200
_BRACKETS = {list: "[]", tuple: "()", set: "{}", frozenset: "{}"}


def plain_repr(value: Any, depth: int = 2) -> str:
    """At most a line. Members of an enumeration show their names."""
    kind = type(value)
    if exactly(value, str, bytes):
        return repr(value) if len(value) <= _LONGEST else repr(value[:_LONGEST]) + "…"
    if exactly(value, bool, float, complex, type(None), type(...), range) or (kind is int and abs(value) < _MOST_DIGITS):
        return repr(value)
    if exactly(value, dict, *_BRACKETS):
        return _container(value, depth)
    if is_class(value):
        return name_of_class(value)
    if exactly(value, FunctionType, BuiltinFunctionType) and type(value.__name__) is str:
        return value.__name__
    return _member(value) or f"<{name_of_class(kind)}>"


def _container(value: Any, depth: int) -> str:
    kind = type(value)
    opening, closing = _BRACKETS.get(kind, "{}")
    if not value:
        return f"{kind.__name__}()" if kind in (set, frozenset) else opening + closing
    if depth == 0:
        return f"{opening}…{closing}"
    more = ", …" if len(value) > _MOST_ITEMS else "," if kind is tuple and len(value) == 1 else ""
    return opening + ", ".join(_entries(value, depth - 1)) + more + closing


def _entries(value: Any, depth: int) -> list[str]:
    if type(value) is not dict:
        return [plain_repr(entry, depth) for entry in islice(value, _MOST_ITEMS)]
    return [f"{plain_repr(key, depth)}: {plain_repr(entry, depth)}" for key, entry in islice(value.items(), _MOST_ITEMS)]


def _member(value: Any) -> str | None:
    """``Provider.EC2``, by what `enum` stores in a member."""
    if not inherits(value, enum.Enum):
        return None
    name = find(own_dict(value) or {}, "_name_")
    return f"{name_of_class(type(value))}.{name}" if type(name) is str else None
