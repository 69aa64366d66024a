"""What micropip asks of its surroundings: how to fetch, and where to put a wheel's files.

Stands in for micropip's own module for Pyodide, so the class has that one's name.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import fetching, loading, locked
from .fetching import fetch_bytes, fetch_text, headers_of
from .wheels import unpack

__all__ = ["CompatibilityInPyodide"]


class _Loaded:
    """micropip notes here, as attributes, where each package came from."""

    def to_py(self) -> dict[str, str]:
        return dict(vars(self))


class _WithLock(type):
    """Pyodide's lock is read when somebody wants it."""

    @property
    def lockfile_info(cls) -> dict[str, str]:
        return locked.read().info

    @property
    def lockfile_packages(cls) -> dict[str, locked.Entry]:
        # micropip looks here for what its index lacks. Whether one lacks it that cannot be reached, nobody knows.
        return {} if fetching.journal.unreachable else locked.read().packages

    @property
    def lockfile_base_url(cls) -> str:
        return loading.base_address()


class CompatibilityInPyodide(metaclass=_WithLock):
    """See `micropip._compat.compatibility_layer.CompatibilityLayer`. Fetching blocks, as all of HTTP does here."""

    loadedPackages = _Loaded()

    @staticmethod
    async def fetch_bytes(url: str, kwargs: dict[str, Any]) -> bytes:
        return fetch_bytes(url, headers_of(kwargs))

    @staticmethod
    async def fetch_string_and_headers(url: str, kwargs: dict[str, Any]) -> tuple[str, dict[str, str]]:
        return fetch_text(url, headers_of(kwargs))

    @staticmethod
    async def install(buffer: bytes, filename: str, install_dir: str, metadata: dict[str, str] | None = None) -> None:
        unpack(buffer, install_dir, metadata or {})

    @staticmethod
    async def loadPackage(names: Iterable[str]) -> None:
        loading.load(names)

    @staticmethod
    def to_js(value: Any, **options: Any) -> Any:
        """Nothing of it goes to JavaScript."""
        return value
