"""One value as the text of a cell."""

from __future__ import annotations

import datetime
import enum
import re
from typing import Any

from ..lookup.dicts import MISSING, find
from ..lookup.objects import exactly, inherits, own_dict
from .kinds import Column, columns_of
from .text import visible

__all__ = ["HIDDEN", "cell", "is_secret", "read"]

HIDDEN = "•••"
_MOST_ENTRIES = 20
_LONGEST = 400
_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
_SECRET = re.compile(
    r"(^|_)pass($|_)|pass(word|wd|phrase|code)|secret|token|private.?key|api.?key|access.?key|credential|auth(orization)?$"
    r"|(^|_)(pwd|pin|cookie|user_?data)($|_)|connection_?string|signature|key_?material",
    re.IGNORECASE,
)


def is_secret(name: str) -> bool:
    """Whether a value of this name is never shown."""
    return _SECRET.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)) is not None


def read(value: Any, path: str) -> Any:
    """Follows attributes and keys; MISSING where there is none, or where it cannot be read."""
    for name in path.split("."):
        if is_secret(name):
            return HIDDEN if _step(value, name) not in (MISSING, None, "") else MISSING
        value = _step(value, name)
        if value is MISSING or value is None:
            return MISSING
    return value


def _step(value: Any, name: str) -> Any:
    if inherits(value, dict):
        return find(value, name)
    stored = find(own_dict(value) or {}, name)
    if stored is not MISSING:
        return stored
    try:
        # The user asked for the values, so that a property runs is right here.
        return getattr(value, name, MISSING)
    except Exception:
        return MISSING


def cell(value: Any, column: Column) -> str:
    """At most one line, without control characters."""
    if value is MISSING or value is None:
        return ""
    if column.unit == "bytes" and exactly(value, int, float):
        return _bytes(value)
    return visible(_text(value, 2)[:_LONGEST])


def _text(value: Any, depth: int) -> str:
    if exactly(value, str):
        return value
    if inherits(value, datetime.datetime):
        return datetime.datetime.isoformat(value, " ", "minutes")
    if inherits(value, enum.Enum):
        return _safe_text(value._value_)
    if exactly(value, list, tuple, set, frozenset) and depth:
        texts = [_text(entry, depth - 1) for entry in list(value)[:_MOST_ENTRIES]]
        return ", ".join(texts + (["…"] if len(value) > _MOST_ENTRIES else []))
    if inherits(value, dict):
        return _pairs(value, depth - 1) if depth > 0 else "{…}"
    return _name_of(value) or _safe_text(value)


def _pairs(value: dict[Any, Any], depth: int) -> str:
    pairs = list(dict.items(value))
    texts = [f"{_text(key, 0)}={HIDDEN if type(key) is str and is_secret(key) else _text(entry, depth)}" for key, entry in pairs[:_MOST_ENTRIES]]
    return ", ".join(texts + (["…"] if len(pairs) > _MOST_ENTRIES else []))


def _name_of(value: Any) -> str | None:
    """An object of libcloud in another's column is shown by its name, or its number."""
    if columns_of(value) is None:
        return None
    stored = own_dict(value) or {}
    names = [find(stored, name) for name in ("name", "domain", "id")]
    return next((name for name in names if type(name) is str and name), None)


def _safe_text(value: Any) -> str:
    try:
        return str(value)
    except Exception as error:
        return f"<{type(value).__name__}: {type(error).__name__}>"


def _bytes(count: float) -> str:
    for unit in _UNITS:
        if abs(count) < 1000 or unit == _UNITS[-1]:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return ""
