"""Reads dicts whose keys may be anything, without the keys' ``__eq__`` and ``__hash__``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from types import MappingProxyType
from typing import Any, Final

__all__ = ["MISSING", "MOST_ENTRIES", "StringDict", "find", "string_entries"]

MISSING: Final = object()

# A larger dict is looked at up to here: what is further back is not found.
MOST_ENTRIES = 20_000


class StringDict(dict[str, Any]):
    """All its keys are exact strings, so that asking it runs no code of the user. Make it with `of`."""

    @classmethod
    def of(cls, mapping: dict[Any, Any]) -> StringDict:
        return cls(string_entries(mapping))


def find(mapping: Any, name: str) -> Any:
    """The value of the exact string ``name``, or MISSING.

    ``mapping`` is a dict or the ``__dict__`` of a class. ``mapping[name]`` would call ``__eq__`` of a key whose hash is the
    same, so this compares strings only.
    """
    if type(mapping) is StringDict:
        return mapping.get(name, MISSING)
    for key, value in string_entries(mapping):
        if key == name:
            return value
    return MISSING


def string_entries(mapping: Any) -> Iterator[tuple[str, Any]]:
    """The entries whose key is a ``str``, not one of its subclasses."""
    return ((key, value) for key, value in entries(mapping) if type(key) is str)


def entries(mapping: Any) -> Iterator[tuple[Any, Any]]:
    """At most MOST_ENTRIES of a dict, past what its class overrides."""
    items = mapping.items() if type(mapping) is MappingProxyType else dict.items(mapping)
    return islice(iter(items), MOST_ENTRIES)
