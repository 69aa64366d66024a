"""``asyncio.run()`` and its kin in synchronous code: the browser's event loop cannot be waited for from within, so it gets one of its own."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from typing import Any, TypeVar

from . import host
from .text import limits

__all__ = ["install"]

T = TypeVar("T")


class _Clock:
    """A selector without anything to select from: it waits."""

    def select(self, timeout: float | None) -> list[Any]:
        if timeout is None or timeout > 0:
            host.sleep(float("inf") if timeout is None else timeout)
        return []


def _apart(function: Callable[..., T]) -> Callable[..., T]:
    """``function``, for which the browser's loop does not seem to run. Another one still does: there is none within one's own."""

    @functools.wraps(function)
    def call(*args: Any, **options: Any) -> T:
        outer = asyncio._get_running_loop()
        if outer is None or isinstance(outer, BlockingLoop):
            return function(*args, **options)
        task = asyncio.current_task(outer)
        if task is not None:
            asyncio.tasks._leave_task(outer, task)
        asyncio._set_running_loop(None)
        try:
            return function(*args, **options)
        finally:
            asyncio._set_running_loop(outer)
            if task is not None:
                asyncio.tasks._enter_task(outer, task)

    return call


class BlockingLoop(asyncio.BaseEventLoop):
    """Runs until its work is done; the tasks of the browser's loop wait meanwhile, as they do for all synchronous code."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = _Clock()

    run_forever = _apart(asyncio.BaseEventLoop.run_forever)
    run_until_complete = _apart(asyncio.BaseEventLoop.run_until_complete)

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


class Runner(asyncio.Runner):
    """asyncio.Runner, which works at the prompt too, and so does `asyncio.run`, which uses it."""

    def __init__(self, *, debug: bool | None = None, loop_factory: Callable[[], Any] | None = None) -> None:
        super().__init__(debug=debug, loop_factory=loop_factory or BlockingLoop)

    run = _apart(asyncio.Runner.run)


def _run_until_complete(awaitable: Any) -> Any:
    """Instead of the browser's loop, which cannot be waited for by what it runs, another one runs a coroutine."""
    if not asyncio.iscoroutine(awaitable):
        raise RuntimeError(limits.LOOP_IN_USE)
    return asyncio.run(awaitable)


def install(browsers: asyncio.AbstractEventLoop) -> None:
    """From now on asyncio's functions for synchronous code work, beside the loop of the browser."""
    asyncio.Runner = asyncio.runners.Runner = Runner  # type: ignore[misc]
    asyncio.run = asyncio.runners.run = _apart(asyncio.runners.run)
    asyncio.new_event_loop = asyncio.events.new_event_loop = BlockingLoop
    browsers.run_until_complete = _run_until_complete  # type: ignore[method-assign]
