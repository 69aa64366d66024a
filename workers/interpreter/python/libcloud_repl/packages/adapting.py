"""What some packages want of a machine is not there in a browser: they are changed, a little, when they are imported."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from . import rich_live

__all__ = ["AdaptingFinder", "install"]

_CHANGES: dict[str, Callable[[ModuleType], None]] = {
    "rich.live": rich_live.adapt_live,
    "rich.progress": rich_live.adapt_progress,
    "rich.status": rich_live.adapt_status,
}


class AdaptingFinder:
    """The first one to be asked for a module (`sys.meta_path`)."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        change = _CHANGES.get(name)
        spec = None if change is None else PathFinder.find_spec(name, path, target)
        if change is not None and spec is not None and spec.loader is not None:
            loader: Any = spec.loader
            loader.exec_module = functools.partial(_load, loader.exec_module, change)
        return spec


def _load(load: Callable[[ModuleType], None], change: Callable[[ModuleType], None], module: ModuleType) -> None:
    load(module)
    with suppress(AttributeError):  # a version that is made otherwise stays as it is
        change(module)


def install() -> None:
    """From now on imports are answered."""
    sys.meta_path.insert(0, AdaptingFinder)
