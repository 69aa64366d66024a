"""Types, their bases and what is stored in an object: read from C, past every override."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from types import GetSetDescriptorType, MemberDescriptorType, ModuleType
from typing import Any, NamedTuple

from .dicts import MISSING, find

__all__ = ["bases_of", "class_dict", "exactly", "find_attribute", "find_in_class", "inherits", "is_class", "levels", "name_of_class", "own_dict"]

_MRO = type.__dict__["__mro__"]
_CLASS_DICT = type.__dict__["__dict__"]
_NAME = type.__dict__["__name__"]
_MODULE_DICT = ModuleType.__dict__["__dict__"]

_MOST_BASES = 200


def bases_of(cls: type) -> tuple[type, ...]:
    """The method resolution order, which a metaclass's ``__getattribute__`` cannot fake."""
    return tuple(islice(_MRO.__get__(cls), _MOST_BASES))


def class_dict(cls: type) -> Any:
    """What the class itself defines, a mappingproxy."""
    return _CLASS_DICT.__get__(cls)


def name_of_class(cls: type) -> str:
    return _NAME.__get__(cls)


def is_class(value: object) -> bool:
    """Unlike ``isinstance(value, type)``, this does not ask ``value.__class__``, which may be a property."""
    return any(base is type for base in bases_of(type(value)))


def exactly(value: object, *types: type) -> bool:
    """Whether the type of ``value`` is one of ``types``. The operator ``in`` would call ``__eq__`` of its metaclass."""
    kind = type(value)
    return any(kind is one for one in types)


def inherits(value: object, cls: type) -> bool:
    """``isinstance()`` by the real type alone."""
    return any(base is cls for base in bases_of(type(value)))


def own_dict(value: object) -> dict[Any, Any] | None:
    """The ``__dict__`` of an instance or module. None: it has none, or its class computes it."""
    if inherits(value, ModuleType):
        return _MODULE_DICT.__get__(value)
    for cls in bases_of(type(value)):
        entry = find(class_dict(cls), "__dict__")
        if entry is not MISSING:
            return _read_dict(entry, value)
    return None


def _read_dict(entry: object, value: object) -> dict[Any, Any] | None:
    if not exactly(entry, GetSetDescriptorType, MemberDescriptorType):
        return None
    try:
        stored = entry.__get__(value)  # type: ignore[attr-defined]
    except (AttributeError, TypeError):  # of another class
        return None
    return stored if inherits(stored, dict) else None


def find_in_class(cls: type, name: str) -> Any:
    """The raw entry (a property itself, a function unbound) of a class or its bases, or MISSING."""
    for base in bases_of(cls):
        entry = find(class_dict(base), name)
        if entry is not MISSING:
            return entry
    return MISSING


class Found(NamedTuple):
    """``entry`` is what is stored; MISSING if nothing is.

    ``from_type``: it is stored in the object's class, so reading it goes through its ``__get__``, if it has one.
    """

    entry: Any
    from_type: bool


def find_attribute(value: object, name: str) -> Found:
    """The raw entry that ``value.name`` goes to. Values of slots are read, since C does that."""
    entry = find_in_class(type(value), name)
    if type(entry) is MemberDescriptorType:
        return Found(_read_slot(entry, value), False)
    if _wins_over_instance(entry):
        return Found(entry, True)
    own = _find_own(value, name)
    return Found(entry, True) if own is MISSING else Found(own, False)


def _find_own(value: object, name: str) -> Any:
    if is_class(value):
        return find_in_class(value, name)  # type: ignore[arg-type]
    stored = own_dict(value)
    return MISSING if stored is None else find(stored, name)


def _wins_over_instance(entry: object) -> bool:
    """Data descriptors come before what the instance stores."""
    return entry is not MISSING and find_in_class(type(entry), "__set__") is not MISSING


def _read_slot(entry: MemberDescriptorType, value: object) -> Any:
    try:
        return entry.__get__(value)
    except (AttributeError, TypeError):  # not filled, or of another class
        return MISSING


def levels(value: object) -> Iterator[Any]:
    """The dicts that hold the attributes of ``value``, nearest first."""
    stored = None if is_class(value) else own_dict(value)
    if stored is not None:
        yield stored
    if is_class(value):
        yield from (class_dict(base) for base in bases_of(value))  # type: ignore[arg-type]
    yield from (class_dict(base) for base in bases_of(type(value)))
