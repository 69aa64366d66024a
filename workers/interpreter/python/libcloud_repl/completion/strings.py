"""The cursor is in a string: keys, providers, regions, paths."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..lookup.resolve import resolve
from .budget import Budget
from .calls import Call, enclosing_call
from .grammar import operand_start, text_of
from .items import Item
from .keys import quoted_keys
from .lexer import OpenString, Scan
from .paths import looks_like_path, paths, takes_path
from .providers import api_of_call, provider_strings, region_strings

__all__ = ["in_string"]


def in_string(source: str, cursor: int, found: Scan, namespace: dict[str, Any], budget: Budget) -> tuple[int, Iterable[Item]]:
    """Where the text begins that the items replace, and the items."""
    string, tokens = found.string, found.tokens
    assert string is not None
    if "b" in string.prefix:
        return string.start, ()
    if tokens and tokens[-1].text == "[":
        start = operand_start(tokens, len(tokens) - 1)
        if start is not None:
            owner = resolve(text_of(source, tokens[start:-1]), namespace)
            return string.start, quoted_keys(owner, string.quote, string.prefix, budget)
    call = enclosing_call(source, tokens)
    return _in_argument(source[string.start : cursor], string, call, namespace, budget)


def _in_argument(text: str, string: OpenString, call: Call | None, namespace: dict[str, Any], budget: Budget) -> tuple[int, Iterable[Item]]:
    api = api_of_call(call, namespace) if call else None
    if api is not None:
        return string.start, provider_strings(api, budget)
    known = list(region_strings(call, namespace, budget)) if call else []
    if known:
        return string.start, known
    if looks_like_path(text) or (call and takes_path(call, namespace)):
        # An escape would have to be decoded first, and a path has none.
        return string.start + text.rfind("/") + 1, () if "\\" in text else paths(text, budget)
    return string.start, ()
