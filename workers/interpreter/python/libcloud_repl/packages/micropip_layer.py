"""What micropip asks of its surroundings: how to fetch, and where to put a wheel's files.

Stands in for micropip's own module for Pyodide, so the class has that one's name.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from .fetching import fetch_bytes, fetch_text, headers_of
from .problems import NEEDS_COMPILED, PackageError
from .wheels import unpack

__all__ = ["CompatibilityInPyodide"]


class _Loaded:
    """micropip notes here, as attributes, where each package came from."""

    def to_py(self) -> dict[str, str]:
        return dict(vars(self))


class CompatibilityInPyodide:
    """See `micropip._compat.compatibility_layer.CompatibilityLayer`. Fetching blocks, as all of HTTP does here."""

    loadedPackages = _Loaded()
    #: Compiled packages of Pyodide's own are not served, so none are listed.
    lockfile_info: dict[str, str] = {}
    lockfile_packages: dict[str, dict[str, Any]] = {}
    lockfile_base_url = None

    @staticmethod
    async def fetch_bytes(url: str, kwargs: dict[str, Any]) -> bytes:
        _refuse_compiled(url)
        return fetch_bytes(url, headers_of(kwargs))

    @staticmethod
    async def fetch_string_and_headers(url: str, kwargs: dict[str, Any]) -> tuple[str, dict[str, str]]:
        return fetch_text(url, headers_of(kwargs))

    @staticmethod
    async def install(buffer: bytes, filename: str, install_dir: str, metadata: dict[str, str] | None = None) -> None:
        unpack(buffer, install_dir, metadata or {})

    @staticmethod
    async def loadPackage(names: Any) -> None:
        raise PackageError(f"{names} cannot be loaded: {NEEDS_COMPILED}.")

    @staticmethod
    def to_js(value: Any, **options: Any) -> Any:
        """Nothing of it goes to JavaScript."""
        return value


def _refuse_compiled(url: str) -> None:
    """Before it is fetched, and before anything is installed: an index may have wheels for Pyodide, with compiled code in them."""
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    if name.endswith(".whl") and not name.endswith("-any.whl"):
        raise PackageError(f"{name} cannot be installed: {NEEDS_COMPILED}.")
