"""Attributes of what a dotted chain stands for."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any

from ..lookup.dicts import string_entries
from ..lookup.drivers import api_of_driver_type
from ..lookup.objects import bases_of, class_dict, is_class, own_dict
from ..lookup.results import InstanceOf, Known, Method, Result
from .budget import Budget
from .details import attribute_item
from .items import Item, wanted
from .providers import constants

__all__ = ["attributes"]


def attributes(owner: Result, prefix: str, budget: Budget) -> Iterator[Item]:
    """From the nearest dict to the furthest, so that the first of equal names is the one that would be read."""
    yield from _constants(owner, budget)
    seen: set[str] = set()
    for stored, from_type in _levels(owner):
        for name, entry in budget.limit(string_entries(stored)):
            if name not in seen and wanted(name, prefix):
                seen.add(name)
                yield attribute_item(name, entry, from_type)


def _constants(owner: Result, budget: Budget) -> Iterator[Item]:
    if type(owner) is Known and api_of_driver_type(owner.value) is not None:
        yield from constants(owner.value, budget)


def _levels(owner: Result) -> Iterator[tuple[Any, bool]]:
    value = owner.function if type(owner) is Method else None if type(owner) is InstanceOf else owner.value
    cls = owner.cls if type(owner) is InstanceOf else type(value)
    if is_class(value) and type(owner) is not InstanceOf:
        yield from ((class_dict(base), True) for base in _told(bases_of(value)))
        return
    stored = None if type(owner) is InstanceOf else own_dict(value)
    if stored is not None:
        yield stored, False
    yield from ((class_dict(base), True) for base in bases_of(cls))


def _told(bases: tuple[type, ...]) -> list[type]:
    """Enumerations are asked for their members: what they inherit from ``str`` or ``int`` would hide those."""
    if any(base is enum.Enum for base in bases):
        return [base for base in bases if any(above is enum.Enum for above in bases_of(base))]
    return list(bases)

