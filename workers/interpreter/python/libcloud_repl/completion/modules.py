"""Which modules there are, from folders and archives. Nothing is imported, and no finder is asked."""

from __future__ import annotations

import inspect
import os
import sys
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ..lookup.dicts import find, string_entries
from ..lookup.loaded import module_names
from ..lookup.objects import own_dict

__all__ = ["source_of", "submodules", "top_level"]

_MOST = 5_000
_LONGEST_SOURCE = 2_000_000

# A folder's or archive's modules, each with whether it is a package, as long as its time of change stays the same.
_listings: dict[str, tuple[int, dict[str, bool]]] = {}


def top_level() -> dict[str, bool]:
    """All modules that ``import …`` finds, each with whether it is a package."""
    found = {name: False for name in sys.builtin_module_names}
    found |= {name: True for name, _ in string_entries(sys.modules) if "." not in name}
    for folder in reversed([entry for entry in sys.path if type(entry) is str]):
        found |= _listing(folder or os.curdir)
    return found


def submodules(package: str) -> dict[str, bool]:
    """The modules in a package."""
    found: dict[str, bool] = {}
    for folder in _folders(package):
        found |= _listing(folder)
    found.pop("__main__", None)
    return found


def source_of(module: str) -> str | None:
    """The source of a module that may not be imported yet, if it lies in a folder."""
    parent, _, name = module.rpartition(".")
    for folder in _folders(parent) if parent else [entry for entry in sys.path if type(entry) is str]:
        for path in (os.path.join(folder, name + ".py"), os.path.join(folder, name, "__init__.py")):
            try:
                with open(path, encoding="utf-8", errors="replace") as file:
                    return file.read(_LONGEST_SOURCE)
            except (OSError, ValueError):
                continue
    return None


def _folders(package: str) -> list[str]:
    """A package's ``__path__``: from memory, or else where its name is found in its parent's."""
    names = module_names(package)
    if names is not None:
        return _strings(find(names, "__path__"))
    parent, _, name = package.rpartition(".")
    above = _folders(parent) if parent else [entry for entry in sys.path if type(entry) is str]
    return [os.path.join(folder, name) for folder in above if _listing(folder or os.curdir).get(name)]


def _strings(path: Any) -> list[str]:
    """A namespace package's path is an object of `importlib`, which keeps a list."""
    entries = path if type(path) is list else find(own_dict(path) or {}, "_path")
    return [entry for entry in entries if type(entry) is str] if type(entries) is list else []


def _listing(folder: str) -> dict[str, bool]:
    archive = _archive_of(folder)
    try:
        changed = os.stat(archive or folder).st_mtime_ns
    except (OSError, ValueError):
        return {}
    known = _listings.get(folder)
    if known is None or known[0] != changed:
        found = dict(islice(_in_archive(archive, folder) if archive else _in_folder(folder), _MOST))
        _listings[folder] = known = (changed, found)
    return known[1]


def _archive_of(folder: str) -> str | None:
    end = folder.find(".zip")
    return folder[: end + 4] if end >= 0 and os.path.isfile(folder[: end + 4]) else None


def _in_folder(folder: str) -> Iterator[tuple[str, bool]]:
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, _MOST):
                name = inspect.getmodulename(entry.name)
                if name is not None and name.isidentifier() and name != "__init__":
                    yield name, False
                elif entry.name.isidentifier() and os.path.exists(os.path.join(entry.path, "__init__.py")):
                    yield entry.name, True
    except OSError:
        return


def _in_archive(archive: str, folder: str) -> Iterator[tuple[str, bool]]:
    inside = folder[len(archive) + 1 :].strip("/")
    start = inside + "/" if inside else ""
    for path in _paths_in(archive):
        name, _, rest = path.removeprefix(start).partition("/") if path.startswith(start) else ("", "", "")
        module = inspect.getmodulename(name) if not rest else name if rest.startswith("__init__.py") else None
        if module and module.isidentifier() and module != "__init__":
            yield module, bool(rest)


def _paths_in(archive: str) -> list[str]:
    try:
        with zipfile.ZipFile(archive) as opened:
            return opened.namelist()
    except (OSError, zipfile.BadZipFile):
        return []
