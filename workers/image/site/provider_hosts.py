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
    """Return drivers' names by the hosts that they name. Of several drivers with one host, one that is not made from another
    module's stands for them: `Amazon S3`, not `Ceph RGW`, which only speaks its protocol. Drivers that cannot be imported here have none."""
    found: dict[str, set[tuple[bool, int, str]]] = {}
    for name, module, driver in drivers():
        own = set(addresses(driver))
        for host in own | {region for region in regions(module) if any(akin(region, other) for other in own)}:
            found.setdefault(host, set()).add((borrows(module, driver), len(driver.__mro__), name))
    return {host: min(found[host])[-1] for host in sorted(found)}


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
    """Yield the hosts that a driver, one of its versions, or their connections have as attributes."""
    for version in (driver, *driver.__subclasses__()):
        for owner in (version, getattr(version, "connectionCls", None)):
            for attribute in ("host", "auth_host"):
                yield from hosts_of(getattr(owner, attribute, None))


def borrows(module: Any, driver: Any) -> bool:
    """Whether a driver's connection, and with it the host, is another driver's."""
    classes = getattr(getattr(driver, "connectionCls", None), "__mro__", ())
    owner = next((each for each in classes if "host" in vars(each)), None)
    return owner is not None and owner.__module__ != module.__name__


def regions(module: Any) -> Iterator[str]:
    """Yield the hosts in a module's tables. A name there has three labels at least: `m1.small` is no host."""
    tables = [value for name, value in vars(module).items() if name.isupper() and isinstance(value, dict)]
    return (host for table in tables for host in hosts_of(table) if host.count(".") > 1)


def akin(host: str, other: str) -> bool:
    """Whether both are of one domain. One module has tables of several providers, whose drivers resemble each other."""
    return other.split(".")[-2] in host.split(".")


def hosts_of(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the hosts in a string, or in the values of a dictionary."""
    if isinstance(value, dict) and depth < 3:
        for each in value.values():
            yield from hosts_of(each, depth + 1)
    elif isinstance(value, str) and (match := HOST.fullmatch(value)) and not PLACEHOLDER.search(match[1]):
        yield match[1]
