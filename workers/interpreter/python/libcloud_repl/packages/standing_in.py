"""Puts this package in its places: in micropip, which looks for the browser's fetch when it is imported, and before and behind ``import``."""

from __future__ import annotations

import sys
import warnings

from . import adapting, micropip_layer, on_demand

__all__ = ["connect"]

_REPLACED = "micropip._compat._compat_in_pyodide"

# tqdm would like to have a thread that watches slow bars, and says so once where there are none; bars are drawn without it.
# A snapshot has this filter: to compile its pattern at each start would take milliseconds.
warnings.filterwarnings("ignore", message="tqdm:disabling monitor support")


def connect() -> None:
    """From now on ``import micropip`` works in a cell, and so does the import of what Pyodide has built. Neither is imported by this."""
    sys.modules[_REPLACED] = micropip_layer
    on_demand.install()
    adapting.install()
