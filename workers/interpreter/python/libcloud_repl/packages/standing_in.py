"""Puts `micropip_layer` in the place of a module of micropip's that looks for the browser's fetch when it is imported."""

from __future__ import annotations

import sys
import warnings

from . import micropip_layer

__all__ = ["connect"]

_REPLACED = "micropip._compat._compat_in_pyodide"


def connect() -> None:
    """From now on ``import micropip`` works in a cell. micropip is not imported by this."""
    sys.modules[_REPLACED] = micropip_layer
    # tqdm would like to have a thread that watches slow bars, and says so once where there are none; bars are drawn without it.
    warnings.filterwarnings("ignore", message="tqdm:disabling monitor support")
