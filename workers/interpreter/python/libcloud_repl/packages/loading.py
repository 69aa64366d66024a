"""Loads packages of Pyodide's lock. Their compiled code is linked when it is imported, as on every other machine."""

from __future__ import annotations

import hashlib
import os
import site
from collections.abc import Iterable

from ..text import packages as wording
from . import fetching, locked
from .installed import normalized, versions
from .problems import PackageError, host_of
from .wheels import unpack, unpack_library

__all__ = ["base_address", "load"]

#: Where the dynamic linker looks for what libraries need (`LD_LIBRARY_PATH`, which Pyodide sets).
_LIBRARIES = "/usr/lib"

#: Names of shared libraries that are there: they have no metadata of their own.
_unpacked: set[str] = set()


def base_address() -> str:
    """Where the files of Pyodide's packages are: its CDN, or a mirror."""
    return (os.environ.get("PYODIDE_PACKAGE_BASE_URL") or locked.read().base).rstrip("/") + "/"


def load(names: Iterable[str]) -> None:
    """Fetches packages and what they depend on, unless they are there, and unpacks them.

    Raises:
        OSError: a file cannot be had; then nothing is unpacked.
        PackageError: a file is not the one of the lock; then neither.
    """
    present = {*versions(), *_unpacked}
    missing = [entry for entry in locked.read().needed(names) if normalized(entry["name"]) not in present]
    files = [(entry, base_address() + entry["file_name"]) for entry in missing]
    for entry, url, content in [(entry, url, _fetched(entry, url)) for entry, url in files]:
        if entry["package_type"] == "shared_library":
            unpack_library(content, _LIBRARIES)
            _unpacked.add(normalized(entry["name"]))
        else:
            unpack(content, site.getsitepackages()[0], {"INSTALLER": "libcloud_repl", "PYODIDE_SOURCE": "pyodide", "PYODIDE_URL": url})


def _fetched(entry: locked.Entry, url: str) -> bytes:
    content = fetching.fetch_bytes(url, {})
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        raise PackageError(wording.other_hash(file=entry["file_name"], host=host_of(url)))
    return content
