"""What libcloud's registries complete: providers of the right API, and regions of a driver."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..lookup.dicts import string_entries
from ..lookup.drivers import APIS, api_of, api_of_driver_type, provider_value, providers, regions
from ..lookup.objects import class_dict, is_class
from ..lookup.resolve import resolve
from ..lookup.results import Known
from .budget import Budget
from .calls import Call
from .items import Item

__all__ = ["api_of_call", "constants", "provider_strings", "region_strings"]


def constants(provider_class: type, budget: Budget, api: str | None = None) -> Iterator[Item]:
    """The constants of a class ``Provider``; with ``api``, only those that its ``get_driver`` knows."""
    known = None if api is None else providers(api)
    for name, entry in budget.limit(string_entries(class_dict(provider_class))):
        value = None if name.startswith("_") else provider_value(entry)
        if value is not None and (known is None or value in known):
            yield Item(name, "provider", repr(value))


def provider_strings(api: str, budget: Budget) -> Iterator[Item]:
    """What ``get_driver("…")`` of this API takes, with the drivers' classes."""
    return (Item(value, "provider", place[1]) for value, place in budget.limit(sorted(providers(api).items())))


def api_of_call(call: Call, namespace: dict[str, Any]) -> str | None:
    """The API whose providers the argument at the cursor is one of, or None."""
    callee = resolve(call.callee, namespace)
    api = api_of(callee.value) if type(callee) is Known else None
    if api != "any":
        return api if api in APIS and (call.keyword or "provider") == "provider" and call.position == 0 else None
    chosen = resolve(call.arguments[0], namespace) if call.position == 1 else None
    return api_of_driver_type(chosen.value) if type(chosen) is Known else None


def region_strings(call: Call, namespace: dict[str, Any], budget: Budget) -> Iterator[Item]:
    """The regions of the driver class that is called, if the argument at the cursor is ``region=``."""
    callee = resolve(call.callee, namespace) if call.keyword == "region" else None
    if type(callee) is Known and is_class(callee.value):
        yield from (Item(region, "region") for region in budget.limit(sorted(regions(callee.value))))
