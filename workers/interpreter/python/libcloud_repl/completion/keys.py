"""Keys of dicts: of the exact type and of subclasses, from the storage of C."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..lookup.dicts import entries
from ..lookup.objects import exactly, inherits, name_of_class
from ..lookup.results import Known, Result
from .budget import Budget
from .items import Item

__all__ = ["quoted_keys", "whole_keys"]

_LONGEST = 200


def quoted_keys(owner: Result | None, quote: str, prefix: str, budget: Budget) -> Iterator[Item]:
    """String keys as the content of a string with this quote, escaped where they have to be."""
    for key, value in _entries(owner, budget):
        if type(key) is str and len(key) <= _LONGEST:
            text = _escaped(key, quote[0])
            if "\\" not in text or "r" not in prefix:
                yield Item(text, "key", name_of_class(type(value)))


def whole_keys(owner: Result | None, budget: Budget) -> Iterator[Item]:
    """Keys as they are written in source: strings with their quotes, and numbers."""
    for key, value in _entries(owner, budget):
        if exactly(key, str, int) and (type(key) is int or len(key) <= _LONGEST):
            yield Item(repr(key), "key", name_of_class(type(value)))


def _entries(owner: Result | None, budget: Budget) -> Iterator[tuple[Any, Any]]:
    if type(owner) is Known and inherits(owner.value, dict):
        yield from budget.limit(entries(owner.value))


def _escaped(key: str, quote: str) -> str:
    """The content of the literal that ``repr()`` gives, with the other quote where the user began with that."""
    literal = repr(key)
    body = literal[1:-1]
    if literal[0] == quote:
        return body
    return body.replace("\\'", "'").replace(quote, "\\" + quote)
