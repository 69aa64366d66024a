"""Threads and processes, which a browser's worker has none of: said in one sentence, where they would begin."""

from __future__ import annotations

import _thread
import concurrent.futures
import threading
from typing import Any, NoReturn

from .text import limits

__all__ = ["install"]


def _refuse_thread(*args: Any, **options: Any) -> NoReturn:
    raise RuntimeError(limits.NO_THREADS)


class _ProcessPoolExecutor:
    def __init__(self, *args: Any, **options: Any) -> None:
        raise RuntimeError(limits.NO_PROCESSES)


def install() -> None:
    threading._start_joinable_thread = _thread.start_new_thread = _refuse_thread
    _ProcessPoolExecutor.__name__ = _ProcessPoolExecutor.__qualname__ = "ProcessPoolExecutor"
    concurrent.futures.ProcessPoolExecutor = _ProcessPoolExecutor  # type: ignore[misc]
