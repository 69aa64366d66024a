"""What libcloud's registries say: the providers of each API, and the driver classes that are in memory."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from types import FunctionType

from .dicts import MISSING, MOST_ENTRIES, entries, find
from .loaded import loaded_entry
from .objects import exactly, find_in_class, inherits, is_class, own_dict
from .results import Known, Result

__all__ = ["APIS", "api_of", "api_of_driver_type", "driver_class", "provider_value", "providers", "regions"]

APIS = ("compute", "storage", "dns", "loadbalancer", "container", "backup")


def api_of(function: object) -> str | None:
    """The API whose ``get_driver`` this very function is; "any" for ``libcloud.get_driver(type, provider)``."""
    if type(function) is not FunctionType:
        return None
    for api in APIS:
        if loaded_entry(f"libcloud.{api}.providers", "get_driver") is function:
            return api
    return "any" if loaded_entry("libcloud.base", "get_driver") is function else None


def api_of_driver_type(value: object) -> str | None:
    """The API of ``DriverType.COMPUTE`` and so on, which is the API's class ``Provider``."""
    for api in APIS:
        if loaded_entry(f"libcloud.{api}.types", "Provider") is value:
            return api
    return None


def provider_value(constant: object) -> str | None:
    """The string of a provider's constant: a plain string, or a member of an enumeration."""
    if type(constant) is str:
        return constant
    if not inherits(constant, str):
        return None
    value = find(own_dict(constant) or {}, "_value_")
    return value if type(value) is str else None


def providers(api: str) -> dict[str, tuple[str, str]]:
    """The providers of an API: their strings, each with the module and the class of its driver."""
    registry = loaded_entry(f"libcloud.{api}.providers", "DRIVERS")
    found: dict[str, tuple[str, str]] = {}
    for constant, place in entries(registry) if type(registry) is dict else ():
        value = provider_value(constant)
        if value is not None and type(place) is tuple and len(place) == 2 and all(type(part) is str for part in place):
            found[value] = place
    return found


def driver_class(function: object, arguments: Sequence[Result | None]) -> type | None:
    """The class that ``get_driver(…)`` gives for these arguments, if its module is imported already."""
    api = api_of(function)
    values = [argument.value if type(argument) is Known else None for argument in arguments]
    if api == "any" and len(values) > 1:
        api, values = api_of_driver_type(values[0]), values[1:]
    value = provider_value(values[0]) if values else None
    if api in APIS and value is not None:
        place = providers(api).get(value) or providers(api).get(value.lower())
        found = loaded_entry(*place) if place else MISSING
        return found if is_class(found) else None
    return None


_TABLES = (dict, list, tuple, set, frozenset, type({}.keys()))


def regions(cls: type) -> list[str]:
    """What ``cls.list_regions()`` would say, read from the tables and strings that it names. It is not called."""
    method = find_in_class(cls, "list_regions")
    function = method.__func__ if exactly(method, classmethod, staticmethod) else method
    if type(function) is not FunctionType:
        return []
    code = function.__code__
    named = [find(function.__globals__, name) for name in code.co_names]
    constants = [value for value in code.co_consts if value is not function.__doc__]
    tables = [table for table in (*named, *constants) if exactly(table, *_TABLES)]
    found = [entry for table in tables for entry in islice(table, MOST_ENTRIES)] or constants
    return [entry for entry in found if type(entry) is str]
