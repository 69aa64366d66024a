"""Pyodide's lock: the packages that its makers have built for this very interpreter, with the hashes of their files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypedDict

from .installed import normalized

__all__ = ["Entry", "Lock", "read"]

#: Written by workers/image/pyodide-packages.ts.
_FILE = Path(__file__).with_name("pyodide-lock.json")


class Entry(TypedDict):
    """A package as Pyodide's lock has it."""

    name: str
    version: str
    file_name: str
    sha256: str
    package_type: Literal["package", "shared_library"]
    #: Names of other packages.
    depends: list[str]
    #: The modules at its top.
    imports: list[str]


@dataclass(frozen=True, slots=True)
class Lock:
    """``base``: where the files are. ``packages``: by their normalised names."""

    info: dict[str, str]
    base: str
    packages: dict[str, Entry]

    def providing(self, module: str) -> str | None:
        """The package in which the top-level ``module`` is."""
        return next((name for name, entry in self.packages.items() if module in entry["imports"]), None)

    def needed(self, names: Iterable[str]) -> list[Entry]:
        """The packages and all that they depend on; those that are asked for come before that."""
        found: list[Entry] = []
        seen: set[str] = set()

        def add(name: str) -> None:
            if name in seen:
                return
            seen.add(name)
            found.append(entry := self.packages[name])
            for dependency in entry["depends"]:
                add(normalized(dependency))

        for name in names:
            add(normalized(name))
        return found


@cache
def read() -> Lock:
    """The lock; nothing is in it where the image has none."""
    try:
        text = _FILE.read_text()
    except FileNotFoundError:
        return Lock({}, "", {})
    return Lock(**json.loads(text))
