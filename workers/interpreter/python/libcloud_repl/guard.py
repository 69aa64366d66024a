"""Lets Ctrl-C reach a coroutine's own code, and only that."""

from __future__ import annotations

import collections.abc
from typing import Any, Generator

from . import host

__all__ = ["Guard"]


class Guard(collections.abc.Coroutine[Any, Any, Any]):
    """Wraps a coroutine. Interrupts are armed while its own code runs: at once for a statement's, late for a background task's.

    A KeyboardInterrupt that is raised inside the event loop's frames loses a callback and hangs a task for good
    (https://github.com/pyodide/pyodide/issues/2141).
    """

    def __init__(self, coroutine: collections.abc.Coroutine[Any, Any, Any], *, background: bool = False) -> None:
        self._coroutine = coroutine
        self._armed = host.armed_late if background else host.armed

    def send(self, value: Any) -> Any:
        return self._armed(self._coroutine.send, value)

    def throw(self, *error: Any) -> Any:
        return self._armed(self._coroutine.throw, *error)

    def close(self) -> None:
        self._coroutine.close()

    def __getattr__(self, name: str) -> Any:
        """Its name, code and frame, by which tasks are shown."""
        return getattr(self._coroutine, name)

    def __await__(self) -> Generator[Any, Any, Any]:
        return (yield from self._coroutine.__await__())
