"""Plain JSON data over several lines."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from ..lookup.objects import exactly

__all__ = ["json_text"]

MOST_VALUES = 20_000
_DEEPEST = 60
# JSON escapes the controls of ASCII; terminals obey some beyond, and text can turn around.
_COMMANDS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_text(value: Any, width: int) -> str | None:
    """``value`` as indented JSON. None: it fits one line, is no plain JSON data, or is too large."""
    if not exactly(value, dict, list) or not value or _count(value, 0, _DEEPEST) > MOST_VALUES:
        return None
    if _count(value, 0, _DEEPEST) <= width and len(repr(value)) <= width:
        return None
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return _COMMANDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _count(value: Any, count: int, depth: int) -> int:
    """How many values there are; more than MOST_VALUES if there are too many, or one that JSON does not have."""
    refused = MOST_VALUES + 1
    if count >= refused or depth == 0:
        return refused
    if exactly(value, str, int, bool, type(None)) or (type(value) is float and math.isfinite(value)):
        return count + 1
    if type(value) is dict:
        if not all(type(key) is str for key in value):
            return refused
        value = value.values()
    elif type(value) is not list:
        return refused
    for entry in value:
        count = _count(entry, count + 1, depth - 1)
        if count >= refused:
            return refused
    return count
