"""Threads and processes, which a browser's worker has none of: said in one sentence, where they would begin."""

from __future__ import annotations

import _thread
import concurrent.futures
import threading
from typing import Any, NoReturn

__all__ = ["install"]

NO_THREADS = (
    "threads cannot start here: Python runs in one thread of the browser. Use asyncio (await works at the prompt), "
    "or call the functions one after the other"
)
NO_PROCESSES = "processes cannot start here: Python runs in the browser. Use asyncio, or call the functions one after the other"


def _refuse_thread(*args: Any, **options: Any) -> NoReturn:
    raise RuntimeError(NO_THREADS)


class _ProcessPoolExecutor:
    def __init__(self, *args: Any, **options: Any) -> None:
        raise RuntimeError(NO_PROCESSES)


def install() -> None:
    threading._start_joinable_thread = _thread.start_new_thread = _refuse_thread
    _ProcessPoolExecutor.__name__ = _ProcessPoolExecutor.__qualname__ = "ProcessPoolExecutor"
    concurrent.futures.ProcessPoolExecutor = _ProcessPoolExecutor  # type: ignore[misc]
