"""``obj?`` and ``obj??``: what an object is, without running any code of it."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from .display.text import visible
from .highlight import HEADING, highlight, painted
from .lookup.attributes import raw_attribute, step
from .lookup.dicts import MISSING
from .lookup.docs import docstring
from .lookup.objects import exactly, inherits, is_class, name_of_class
from .lookup.parameters import parameters_of
from .lookup.plain import plain_repr
from .lookup.resolve import resolve_name
from .lookup.results import InstanceOf, Known, Method, Result
from .lookup.sources import place_of, source_at
from .signature import signature_text
from .text import inspection as wording

__all__ = ["Query", "describe", "parse_query"]

_QUERY = re.compile(r"\s*(\?{0,2})\s*([^\W\d]\w*(?:\s*\.\s*[^\W\d]\w*)*)\s*(\?{0,2})\s*")
_PLAIN = (str, bytes, int, float, complex, bool, type(None), list, tuple, dict, set, frozenset, range)


@dataclass(frozen=True, slots=True)
class Query:
    """``expression`` is dotted names. ``deep``: the source is asked for, too."""

    expression: str
    deep: bool


def parse_query(source: str) -> Query | None:
    """A query if ``source`` is dotted names with ``?`` or ``??`` at one end or both, which is never valid Python."""
    match = _QUERY.fullmatch(source)
    if match is None or "\n" in source.strip():
        return None
    before, expression, after = match.groups()
    names = re.split(r"\s*\.\s*", expression)
    if not before + after or any(keyword.iskeyword(name) for name in names):
        return None
    return Query(".".join(names), "??" in (before, after))


def describe(query: Query, namespace: dict[str, Any], colour: bool = False) -> str:
    """Signature, type, value (of plain data), file and docstring; the source if asked for. Ends without a newline."""
    found = _look_up(query.expression, namespace)
    if isinstance(found, str):
        return found
    parts = [_heads(query.expression, found, colour)]
    source = _source(found) if query.deep else None
    if query.deep and source is not None:
        parts.append(painted(wording.SOURCE, HEADING, colour) + "\n" + (highlight(source) if colour else source).rstrip())
    else:
        doc = docstring(found)
        parts.append(painted(wording.DOCSTRING, HEADING, colour) + "\n" + _indented(doc) if doc else wording.NO_DOCSTRING)
    if query.deep and source is None:
        parts.append(wording.NO_SOURCE)
    return "\n".join(parts)


def _look_up(expression: str, namespace: dict[str, Any]) -> Result | str:
    """What is described, or a sentence that says why there is nothing."""
    first, *names = expression.split(".")
    found = resolve_name(first, namespace)
    if found is None:
        return wording.no_name(name=first)
    for index, name in enumerate(names):
        reached = ".".join([first, *names[:index]])
        following = step(found, name)
        if following is None:
            entry = raw_attribute(found, name)
            if entry is MISSING:
                return wording.no_attribute(owner=reached, name=name)
            if index < len(names) - 1:
                return wording.not_followed(name=f"{reached}.{name}")
            following = Known(entry)
        found = following
    return found


def _heads(expression: str, found: Result, colour: bool) -> str:
    name = expression.rpartition(".")[2]
    parameters = parameters_of(found)
    place = place_of(found)
    rows = [
        (wording.SIGNATURE, None if parameters is None else signature_text(name, parameters)),
        (wording.TYPE, _type_of(found)),
        (wording.VALUE, _value_of(found)),
        (wording.FILE, place and (f"{place.file}:{place.line}" if place.line else place.file)),
    ]
    return "\n".join(f"{painted(f'{label:<10}', HEADING, colour)} {visible(text)}" for label, text in rows if text)


def _type_of(found: Result) -> str:
    if type(found) is Method:
        return wording.METHOD
    if type(found) is InstanceOf:
        return name_of_class(found.cls)
    if is_class(found.value):
        return wording.CLASS
    if type(found.value) is property:
        return wording.PROPERTY
    return wording.MODULE if inherits(found.value, ModuleType) else name_of_class(type(found.value))


def _value_of(found: Result) -> str | None:
    """Of plain data only: all other values would have to be asked."""
    return plain_repr(found.value) if type(found) is Known and exactly(found.value, *_PLAIN) else None


def _source(found: Result) -> str | None:
    place = place_of(found)
    return None if place is None else source_at(place)


def _indented(text: str) -> str:
    return "\n".join("    " + visible(line) if line else "" for line in text.splitlines())
