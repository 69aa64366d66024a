"""Modules that are imported already."""

from __future__ import annotations

import sys
from typing import Any

from .dicts import MISSING, find
from .objects import own_dict

__all__ = ["loaded_entry", "module_names"]


def module_names(module: str) -> dict[Any, Any] | None:
    """The ``__dict__`` of an imported module. None: it is not imported."""
    loaded = find(sys.modules, module)
    return None if loaded is MISSING else own_dict(loaded)


def loaded_entry(module: str, name: str) -> Any:
    """A name of an imported module, or MISSING."""
    stored = module_names(module)
    return MISSING if stored is None else find(stored, name)
