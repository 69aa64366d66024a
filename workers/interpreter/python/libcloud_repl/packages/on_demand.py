"""``import`` fetches what is missing, if it is a package of Pyodide's lock, and if the user's own code asks for it.

Libraries try many imports that they can do without (requests looks for simplejson, libcloud for paramiko): nobody is to be asked
about a host, or to wait for megabytes, because of one of those.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import FrameType, ModuleType

from ..libraries import is_library
from ..text import packages as wording
from . import fetching, loading, locked
from .problems import PackageError, host_of

__all__ = ["OnDemandFinder", "install"]

#: Stands between an import and who wants it.
_MACHINERY = frozenset({"importlib", "importlib._bootstrap", "importlib._bootstrap_external"})
#: What the language's words mean; Pyodide has it as a package of its own.
_TOPICS = "pydoc_data"


class OnDemandFinder:
    """The last one to be asked for a module (`sys.meta_path`). Fetching blocks, as all of HTTP does here."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Raises ModuleNotFoundError, which says why, where ``name`` could be had but does not come."""
        if path is not None:
            return None
        importer = _importer(sys._getframe(1))
        if not (_is_users(importer) or _is_readers(name, importer)):
            return None
        package = locked.read().providing(name)
        if package is None:
            return None
        try:
            _load(package)
        except (OSError, PackageError, RuntimeError) as error:  # RuntimeError: a browser in which Python cannot wait
            sentence = _sentence(name, package, error)
            if name == _TOPICS:
                print(sentence, file=sys.stderr)  # pydoc would keep it to itself
            raise ModuleNotFoundError(sentence, name=name) from None
        return PathFinder.find_spec(name)


def install() -> None:
    """From now on imports are answered."""
    sys.meta_path.append(OnDemandFinder)


def _importer(frame: FrameType | None) -> FrameType | None:
    """Who imports. `importlib.util.find_spec` only wants to know, so it does not count."""
    while frame is not None and frame.f_globals.get("__name__") in _MACHINERY:
        frame = frame.f_back
    return frame


def _is_users(importer: FrameType | None) -> bool:
    return importer is not None and not is_library(importer.f_code.co_filename)


def _is_readers(name: str, importer: FrameType | None) -> bool:
    """``help('for')``: pydoc asks for the text that somebody wants to read."""
    return name == _TOPICS and importer is not None and importer.f_globals.get("__name__") == "pydoc"


def _load(package: str) -> None:
    fetching.begin()
    try:
        loading.load([package])
    finally:
        fetching.end()


def _sentence(name: str, package: str, error: Exception) -> str:
    version = locked.read().packages[package]["version"]
    return wording.not_fetched(module=name, package=package, version=version, host=host_of(loading.base_address()), reason=error)
