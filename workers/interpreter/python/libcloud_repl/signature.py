"""One line about the call that is being typed: its signature, which parameter is next, and what it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .completion.calls import Call, enclosing_call
from .completion.grammar import is_name, operand_start, text_of
from .completion.lexer import scan
from .completion.loops import with_loop_variables
from .lookup.docs import first_line
from .lookup.objects import is_class, name_of_class
from .lookup.parameters import Parameter, parameters_of
from .lookup.resolve import resolve
from .lookup.results import Known, Result

__all__ = ["CallTip", "describe_call", "signature_text"]

_LEAST_DOC = 12


@dataclass(frozen=True, slots=True)
class CallTip:
    """``text`` fits the width. ``active`` is the part of it that is the parameter at the cursor, as ``(start, end)``."""

    text: str
    active: tuple[int, int] | None = None

    def __str__(self) -> str:
        return self.text


def describe_call(source: str, cursor: int, namespace: dict[str, Any], width: int) -> CallTip | None:
    """The tip for the call around the cursor, or else for the callable that it stands behind. None: there is none.

    Runs no code of the user; defaults that are no plain data are shown by their type.
    """
    tokens = scan(source, cursor).tokens
    namespace = with_loop_variables(source, tokens, namespace)
    call = enclosing_call(source, tokens, innermost=False)
    if call is not None:
        return _tip(call.callee, call, namespace, width)
    if not tokens or tokens[-1].end != cursor or not is_name(tokens[-1]):
        return None
    start = operand_start(tokens, len(tokens))
    return None if start is None else _tip(text_of(source, tokens[start:]), None, namespace, width)


def signature_text(name: str, parameters: Sequence[Parameter]) -> str:
    """All of it, whatever its length."""
    return _joined(name, parameters, None, 0, len(parameters))[0]


def _tip(callee: str, call: Call | None, namespace: dict[str, Any], width: int) -> CallTip | None:
    found = resolve(callee, namespace)
    parameters = parameters_of(found) if found is not None else None
    if found is None or parameters is None:
        return None
    active = None if call is None else _active(parameters, call)
    text, span = _signature(_name(callee, found), parameters, active, width)
    return CallTip(_with_doc(text, first_line(found), width), span)


def _name(callee: str, found: Result) -> str:
    """As it was written, or else the name of the class that an expression gave."""
    written = callee.rpartition(".")[2].strip()
    if written.isidentifier():
        return written
    return name_of_class(found.value) if type(found) is Known and is_class(found.value) else "…"


def _active(parameters: Sequence[Parameter], call: Call) -> int | None:
    """The index of the parameter that the cursor's argument goes to."""
    kinds = [parameter.kind for parameter in parameters]
    if call.keyword is not None:
        names = [parameter.name for parameter in parameters if parameter.kind != "positional"]
        if call.keyword in names:
            return [parameter.name for parameter in parameters].index(call.keyword)
        return kinds.index("keywords") if "keywords" in kinds else None
    if call.keywords or call.starred:
        return None
    by_position = sum(1 for kind in kinds if kind in ("positional", "either"))
    if call.position < by_position:
        return call.position
    return kinds.index("rest") if "rest" in kinds else None


def _signature(name: str, parameters: Sequence[Parameter], active: int | None, width: int) -> tuple[str, tuple[int, int] | None]:
    """All parameters, or as many around the active one as fit."""
    first, last = 0, len(parameters)
    while True:
        text, span = _joined(name, parameters, active, first, last)
        if len(text) <= width or last - first <= 1:
            return (text, span) if len(text) <= width else _cut(text, span, width)
        if last - 1 > (active or 0):
            last -= 1
        else:
            first += 1


def _joined(name: str, parameters: Sequence[Parameter], active: int | None, first: int, last: int) -> tuple[str, tuple[int, int] | None]:
    text, span = name + "(" + ("…, " if first else ""), None
    for index in range(first, last):
        text += ", " if index > first else ""
        text += _marker(parameters, index, first)
        start = len(text)
        text += str(parameters[index])
        span = (start, len(text)) if index == active else span
    end = ", …)" if last < len(parameters) else ", /)" if parameters and parameters[-1].kind == "positional" else ")"
    return text + end, span


def _marker(parameters: Sequence[Parameter], index: int, first: int) -> str:
    """``/, `` and ``*, `` where the way of passing changes."""
    kind, before = parameters[index].kind, parameters[index - 1].kind if index > first else None
    slash = "/, " if before == "positional" and kind != "positional" else ""
    star = "*, " if kind == "keyword" and before not in ("keyword", "rest") else ""
    return slash + star


def _cut(text: str, span: tuple[int, int] | None, width: int) -> tuple[str, tuple[int, int] | None]:
    kept = text[: max(width - 1, 0)] + "…"
    return kept, (span[0], min(span[1], len(kept))) if span and span[0] < len(kept) else None


def _with_doc(text: str, doc: str, width: int) -> str:
    room = width - len(text) - 3
    if not doc or room < min(_LEAST_DOC, len(doc)):
        return text
    return f"{text} — {doc if len(doc) <= room else doc[: room - 1].rstrip() + '…'}"
