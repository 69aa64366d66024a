"""Finds out what the cursor stands in, and asks the part that knows about it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from ..lookup.drivers import api_of_driver_type
from ..lookup.resolve import resolve
from ..lookup.results import Known, Result
from .attributes import attributes
from .budget import Budget
from .calls import enclosing_call
from .grammar import operand_start, statement_start, text_of
from .imports import in_import
from .items import Completions, Item, matching
from .keys import whole_keys
from .lexer import Scan, Token, scan
from .loops import with_loop_variables
from .names import keyword_arguments, names
from .providers import api_of_call, constants
from .strings import in_string

__all__ = ["complete"]

MOST_ITEMS = 500


def complete(source: str, cursor: int, namespace: dict[str, Any], budget: Budget | None = None) -> Completions:
    """What may stand at ``cursor`` (an index of ``source``) in a session with ``namespace``.

    No code of the user runs, whatever the objects are. The work is bounded by ``budget``, and the number of items, too.
    """
    budget = budget or Budget()
    found = scan(source, cursor)
    if found.in_comment:
        return Completions(cursor, cursor)
    namespace = with_loop_variables(source, found.tokens, namespace)
    if found.string is not None:
        start, items = in_string(source, cursor, found, namespace, budget)
        return _completions(items, source[start:cursor], start, cursor, budget)
    tokens, prefix = _split_prefix(found, cursor)
    if prefix is None:
        return Completions(cursor, cursor)
    items = _in_code(source, tokens, prefix, namespace, budget)
    return _completions(items, prefix, cursor - len(prefix), cursor, budget)


def _completions(items: Iterable[Item], prefix: str, start: int, end: int, budget: Budget) -> Completions:
    found = matching(items, prefix)
    return Completions(start, end, found[:MOST_ITEMS], budget.spent or len(found) > MOST_ITEMS)


def _split_prefix(found: Scan, cursor: int) -> tuple[list[Token], str | None]:
    """The tokens before the word at the cursor, and that word. None: the cursor is at the end of something else."""
    tokens = found.tokens
    last = tokens[-1] if tokens else None
    if last is None or last.end < cursor or last.kind in ("op", "newline"):
        return tokens, ""
    # A number may be the beginning of a key.
    return tokens[:-1], last.text if last.kind in ("name", "number") else None


def _in_code(source: str, tokens: list[Token], prefix: str, namespace: dict[str, Any], budget: Budget) -> Iterable[Item]:
    imported = in_import(tokens[statement_start(tokens) :], prefix, budget)
    if imported is not None:
        return imported
    last = tokens[-1].text if tokens and tokens[-1].kind == "op" else ""
    if last == ".":
        return _attributes(source, tokens, prefix, namespace, budget)
    keys = whole_keys(_operand(source, tokens[:-1], namespace), budget) if last == "[" else ()
    if prefix[:1].isdigit():
        return keys
    call = enclosing_call(source, tokens)
    arguments = keyword_arguments(call, namespace, budget) if call and call.fresh and not call.starred else ()
    return chain(keys, arguments, names(tokens, prefix, namespace, budget))


def _operand(source: str, tokens: list[Token], namespace: dict[str, Any]) -> Result | None:
    """What the operand at the end of ``tokens`` stands for."""
    start = operand_start(tokens, len(tokens))
    return None if start is None else resolve(text_of(source, tokens[start:]), namespace)


def _attributes(source: str, tokens: list[Token], prefix: str, namespace: dict[str, Any], budget: Budget) -> Iterable[Item]:
    owner = _operand(source, tokens[:-1], namespace)
    if owner is None:
        return ()
    start = operand_start(tokens, len(tokens) - 1)
    call = enclosing_call(source, tokens[:start])
    api = api_of_call(call, namespace) if call else None
    if api is not None and type(owner) is Known and api_of_driver_type(owner.value) is not None:
        return constants(owner.value, budget, api)
    found = list(attributes(owner, prefix, budget))
    # Nothing but names with underscores: those, then.
    return found or (attributes(owner, "_", budget) if not prefix else ())
