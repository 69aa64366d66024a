"""Makes the standard library's waits go through the page: none freezes it, and Ctrl-C ends each."""

from __future__ import annotations

import getpass
import sys
import time

from . import host
from .streams import ConsoleInput, LineReader

__all__ = ["install"]


def _sleep(seconds: float, /) -> None:
    """time.sleep(), which Ctrl-C interrupts."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    host.sleep(float(seconds))


def install(lines: LineReader) -> None:
    """Replaces ``time.sleep``, ``getpass.getpass`` and ``sys.stdin``. Needs no connection yet."""
    _sleep.__name__ = _sleep.__qualname__ = "sleep"
    time.sleep = _sleep
    getpass.getpass = lines.read_secret
    sys.stdin = sys.__stdin__ = ConsoleInput(lines)
