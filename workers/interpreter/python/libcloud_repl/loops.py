"""``asyncio.run()`` in synchronous code: the browser's event loop cannot be waited for from within, so it gets one of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from . import host

__all__ = ["install"]

T = TypeVar("T")


class _Clock:
    """A selector without anything to select from: it waits."""

    def select(self, timeout: float | None) -> list[Any]:
        if timeout is None or timeout > 0:
            host.sleep(float("inf") if timeout is None else timeout)
        return []


class BlockingLoop(asyncio.BaseEventLoop):
    """Runs until its work is done; the tasks of the browser's loop wait meanwhile, as they do for all synchronous code."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = _Clock()

    def _process_events(self, event_list: list[Any]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody is there to be woken by."""

    def run_in_executor(self, executor: Any, func: Callable[..., T], *args: Any) -> asyncio.Future[T]:
        """At once: there are no threads."""
        future: asyncio.Future[T] = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        """There is none."""


def _run(main: Coroutine[Any, Any, T], *, debug: bool | None = None, loop_factory: Callable[[], Any] | None = None) -> T:
    """asyncio.run(), which works at the prompt too."""
    outer = asyncio._get_running_loop()
    if isinstance(outer, BlockingLoop):
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    task = asyncio.current_task(outer) if outer is not None else None
    if task is not None:
        asyncio.tasks._leave_task(outer, task)
    asyncio._set_running_loop(None)
    try:
        with asyncio.Runner(debug=debug, loop_factory=loop_factory or BlockingLoop) as runner:
            return runner.run(main)
    finally:
        asyncio._set_running_loop(outer)
        if task is not None:
            asyncio.tasks._enter_task(outer, task)


def install() -> None:
    _run.__name__ = _run.__qualname__ = "run"
    asyncio.run = asyncio.runners.run = _run
