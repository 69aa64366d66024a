"""Completion that looks and never touches: see `libcloud_repl.lookup`."""

from .engine import complete
from .items import Completions, Item

__all__ = ["Completions", "Item", "complete"]
