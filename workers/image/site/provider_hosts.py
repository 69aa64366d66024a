"""List the hosts that libcloud's drivers name, for the page's question about a request."""

import importlib
import re
from collections.abc import Iterator
from typing import Any

KINDS = ("compute", "storage", "dns", "loadbalancer", "container", "backup")
#: A name as an API has it. Drivers have placeholders, too (`localhost`, `example.com`), which say nothing about anybody.
HOST = re.compile(r"(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})(?::443)?/?")
PLACEHOLDER = re.compile(r"(?:^|\.)(?:example\.(?:com|net|org)|localhost|local|invalid|test)$")


def provider_hosts() -> dict[str, str]:
    """Return drivers' names by the hosts that they name. Of several drivers with one host, the one with the shortest name
    stands for them: `Amazon S3` for `Amazon S3 (eu-west-1)`. Drivers that cannot be imported here have none."""
    found: dict[str, set[str]] = {}
    for name, module, driver in drivers():
        for host in {*addresses(driver), *regions(module)}:
            found.setdefault(host, set()).add(name)
    return {host: min(found[host], key=lambda name: (len(name), name)) for host in sorted(found)}


def drivers() -> Iterator[tuple[str, Any, Any]]:
    """Yield name, module and class of each driver."""
    for kind in KINDS:
        for path, name in importlib.import_module(f"libcloud.{kind}.providers").DRIVERS.values():
            try:
                module = importlib.import_module(path)
                driver = getattr(module, name)
            except (ImportError, AttributeError, OSError):
                continue
            yield str(getattr(driver, "name", None) or name), module, driver


def addresses(driver: Any) -> Iterator[str]:
    """Yield the hosts that a driver, or its connection, has as attributes."""
    for owner in (driver, getattr(driver, "connectionCls", None)):
        for attribute in ("host", "auth_host"):
            yield from hosts_of(getattr(owner, attribute, None))


def regions(module: Any) -> Iterator[str]:
    """Yield the hosts in a module's tables. A name there has three labels at least: `m1.small` is no host."""
    tables = [value for name, value in vars(module).items() if name.isupper() and isinstance(value, dict)]
    return (host for table in tables for host in hosts_of(table) if host.count(".") > 1)


def hosts_of(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the hosts in a string, or in the values of a dictionary."""
    if isinstance(value, dict) and depth < 3:
        for each in value.values():
            yield from hosts_of(each, depth + 1)
    elif isinstance(value, str) and (match := HOST.fullmatch(value)) and not PLACEHOLDER.search(match[1]):
        yield match[1]
