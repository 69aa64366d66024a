"""What the rows and the columns of a table are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from ..lookup.dicts import find, string_entries
from ..lookup.objects import bases_of, class_dict, exactly, inherits
from ..text import display as wording
from .kinds import Column, columns_of

__all__ = ["choose_columns", "rows_of", "suits_table"]

_MOST_COLUMNS = 30
_LOOKED_AT = 200


def rows_of(objects: Any, limit: int) -> tuple[list[Any], bool]:
    """The rows, and whether there may be more of them: an iterator is read only so far that the limit is passed.

    Raises TypeError if ``objects`` is neither one object that has columns nor iterable.
    """
    if _is_row(objects):
        return [objects], False
    if exactly(objects, list, tuple, set, frozenset, type({}.values())):
        return list(objects), False
    if exactly(objects, str, bytes) or not isinstance(objects, Iterable):
        raise TypeError(wording.no_objects(kind=type(objects).__name__))
    if hasattr(type(objects), "__len__"):
        return list(objects), False
    rows = list(islice(objects, limit + 1))
    return rows[:limit], len(rows) > limit


def suits_table(value: Any) -> bool:
    """Whether a result is shown as a table where all are: a list of libcloud's objects, of dicts with the same keys, of records."""
    if not exactly(value, list, tuple) or not value:
        return False
    looked_at = value[:_LOOKED_AT]
    first = type(looked_at[0])
    if not all(type(row) is first for row in looked_at):
        return columns_of(looked_at[0]) is not None and len({columns_of(row) for row in looked_at}) == 1
    if first is dict:
        return len({tuple(row) for row in looked_at if all(type(key) is str for key in row)}) == 1 and bool(looked_at[0])
    return _is_row(looked_at[0])


def choose_columns(rows: Sequence[Any], chosen: Iterable[str | Column] | None) -> list[Column]:
    """The columns asked for, or those of the first row's kind, or all keys and fields."""
    if chosen is not None:
        return [column if isinstance(column, Column) else Column(column, weight=at) for at, column in enumerate(chosen)]
    for row in rows[:1]:
        known = columns_of(row)
        if known is not None:
            return list(known)
    names = dict.fromkeys(name for row in rows[:_LOOKED_AT] for name in _names(row))
    return [Column(name, name, weight=at) for at, name in enumerate(islice(names, _MOST_COLUMNS))] or [Column("", wording.VALUE, 0)]


def _names(row: Any) -> list[str]:
    return [name for name, _ in string_entries(row)] if inherits(row, dict) else list(_fields(row))


def _is_row(value: Any) -> bool:
    return columns_of(value) is not None or inherits(value, dict) or bool(_fields(value))


def _fields(value: Any) -> tuple[str, ...]:
    """Of a namedtuple or a dataclass."""
    for base in bases_of(type(value)):
        fields = find(class_dict(base), "_fields") if inherits(value, tuple) else find(class_dict(base), "__dataclass_fields__")
        if exactly(fields, tuple, dict):
            return tuple(name for name in fields if type(name) is str)
    return ()
