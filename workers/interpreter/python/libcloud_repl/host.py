"""The one door out of the interpreter: asks to the page, and waits that Ctrl-C can end.

This module alone touches ``js`` and ``pyodide``. Python code that runs in the interpreter can do so too; it gains nothing, since
the cell around the interpreter has no network and no storage of its own.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any, TypeVar

import pyodide.webloop
from pyodide.ffi import can_run_sync, create_proxy, run_sync, to_js

from .errors import HostError
from .text import limits

__all__ = ["armed", "armed_late", "ask", "can_wait", "connect", "draw", "sleep", "take_keys", "tell", "terminal_size", "wait_for_keys"]

T = TypeVar("T")

_js: Any = None
#: The browser's event loop.
_loop: Any = None
#: What the prompt waits for.
_news: asyncio.Future[None] | None = None


def connect(js_host: Any) -> None:
    """Uses ``js_host`` (``workers/interpreter/host.ts``) from now on. Called once, after the snapshot is restored."""
    global _js
    _js = js_host
    _js.keyboard.onNews = create_proxy(_on_news)


def ask(op: str, value: dict[str, Any], data: bytes = b"", timeout: float | None = None) -> tuple[dict[str, Any], bytes]:
    """Asks the page and waits for its answer: ``(value, data)``.

    ``timeout`` is in seconds. Raises HostError (the page's refusal), TimeoutError, KeyboardInterrupt, and RuntimeError where this
    browser cannot wait.
    """
    # Each ask gets memory of its own, which then moves to the page without another copy.
    moved = to_js(data) if len(data) else None
    reply = _waited(lambda: _js.ask(op, json.dumps(value), moved, timeout))
    if reply.outcome == "timeout":
        raise TimeoutError("timed out")
    answer = json.loads(reply.json)
    if not reply.ok:
        raise HostError(answer["code"], answer["message"])
    return answer, reply.data.to_bytes()


def tell(op: str, value: dict[str, Any]) -> None:
    """Tells the page something that needs no answer."""
    _js.tell(op, json.dumps(value))


def keep_files() -> None:
    """Gives the page copies of what is new in the home folder: they outlive this interpreter."""
    _js.keepFiles()


def sleep(seconds: float) -> None:
    """Waits without using the processor. Raises KeyboardInterrupt on Ctrl-C."""
    _waited(lambda: _js.sleep(seconds))


def event_loop() -> asyncio.AbstractEventLoop:
    """The browser's, on which all tasks run. An interrupted task keeps what it was interrupted with; nobody else is told."""
    pyodide.webloop.scheduleCallback = _js.turns.schedule.bind(_js.turns)
    global _loop
    _loop = loop = asyncio.get_event_loop()
    loop._keyboard_interrupt_handler = lambda: None
    loop._system_exit_handler = lambda code: None
    return loop


def can_wait() -> bool:
    """Whether synchronous code can wait for the page at all, in this browser."""
    return _js.blocking != "none"


# The keyboard (workers/interpreter/keyboard.ts)


def take_keys() -> str:
    """What was typed and is here already."""
    return _js.keyboard.take()


def put_back(typed: str) -> None:
    """Gives back the end of what was taken, unread."""
    if typed:
        _js.keyboard.putBack(typed)


async def news() -> None:
    """Until there are keys, or the screen was disturbed."""
    global _news
    _news = _loop.create_future()
    await _news


def _on_news() -> None:
    if _news is not None and not _news.done():
        _news.set_result(None)


def wait_for_keys() -> None:
    """Until the page hands over keys, or tells a new size of the terminal. Raises KeyboardInterrupt on Ctrl-C."""
    answer, _ = ask("keys.read", {"used": _js.keyboard.used})
    _js.receive(answer["position"], answer["text"], answer["columns"], answer["rows"])


# The screen (workers/interpreter/screen.ts)


def terminal_size() -> tuple[int, int]:
    """Columns and rows."""
    size = _js.screen.size
    return size.columns, size.rows


def draw(text: str, rows: int, room: int, colour: str) -> None:
    """Shows what the line editor draws; the cursor is ``rows`` below the first row of it then.

    Behind the cursor are ``room`` columns in which the page may show what is typed next by itself, in a ``colour`` (SGR parameters).
    """
    _js.draw(text, rows, room, colour)


def leave_screen() -> None:
    """What the editor has drawn is output from now on."""
    _js.screen.leave()


def is_torn() -> bool:
    """Whether other output has taken the editor's drawing off the screen."""
    return _js.screen.torn


def mend() -> None:
    """Goes to where the editor can draw anew."""
    _js.screen.mend()


def unfinished_line() -> str:
    """The last line of output, as far as it has no end yet."""
    return _js.screen.tail


def raise_interrupt() -> None:
    """Raises KeyboardInterrupt if Ctrl-C was pressed when no code ran that could have been told."""
    if _js.takeInterrupt():
        raise KeyboardInterrupt


def keep_interrupts() -> None:
    """Python drops a KeyboardInterrupt that comes in a finalizer or a callback of the garbage collector. It is meant for the code
    around that, so it comes once more.
    """
    report = sys.unraisablehook

    def hook(unraisable: sys.UnraisableHookArgs) -> None:
        if issubclass(unraisable.exc_type, KeyboardInterrupt):
            _js.repeatInterrupt()
        else:
            report(unraisable)

    sys.unraisablehook = hook


#: workers/interpreter/interrupts.ts
_NONE, _BACKGROUND, _FOREGROUND = 0, 1, 2
_arms = _NONE

#: Seconds in which statements ran, and of those the seconds in which they waited here.
_ran = _waited_for = 0.0
#: When the statement's code that runs now began to; None: none runs.
_running_since: float | None = None


def busy_seconds() -> float:
    """How long statements have kept the processor busy since the session's start. A browser tells nobody a process's own time."""
    running = 0.0 if _running_since is None else perf_counter() - _running_since
    return _ran + running - _waited_for


def armed(function: Callable[..., T], *args: Any) -> T:
    """Calls ``function``, in which Ctrl-C raises KeyboardInterrupt."""
    global _ran, _running_since
    if _running_since is not None:
        return _with_arms(_FOREGROUND, function, *args)
    _running_since = began = perf_counter()
    try:
        return _with_arms(_FOREGROUND, function, *args)
    finally:
        _running_since = None
        _ran += perf_counter() - began


def armed_late(function: Callable[..., T], *args: Any) -> T:
    """Calls ``function``, in which Ctrl-C raises KeyboardInterrupt if it keeps the event loop from being told."""
    return _with_arms(_BACKGROUND, function, *args)


def _with_arms(arms: int, function: Callable[..., T], *args: Any) -> T:
    # No context manager: an interrupt that comes between its call and the block would leave it armed for good.
    global _arms
    before = _arms
    try:
        _arms = arms
        _js.arm(arms)
        return function(*args)
    finally:
        _arms = before
        _js.arm(before)


def _waited(call: Any) -> Any:
    global _waited_for
    counted, began = _running_since is not None, perf_counter()
    try:
        return _reply(call)
    finally:
        if counted:
            _waited_for += perf_counter() - began


def _switched(call: Any) -> Any:
    """Switches stacks until the promise that ``call`` makes is settled. It is the browser's loop that goes on meanwhile, even where
    another one runs on this stack (`loops.BlockingLoop`): Pyodide takes the running one, which would be the one that waits.
    """
    running = asyncio._get_running_loop()
    if running is _loop or running is None:
        return run_sync(call())
    task = asyncio.current_task(running)
    if task is not None:
        asyncio.tasks._leave_task(running, task)
    asyncio._set_running_loop(_loop)
    try:
        return run_sync(call())
    finally:
        asyncio._set_running_loop(running)
        if task is not None:
            asyncio.tasks._enter_task(running, task)


def _reply(call: Any) -> Any:
    if _js.blocking == "none":
        raise RuntimeError(limits.NO_WAITING)
    if _js.blocking == "stack-switching":
        if not can_run_sync():
            raise RuntimeError(limits.NOT_IN_CALLBACK)
        reply = _with_arms(_NONE, _switched, call)
    else:
        reply = call()
    if reply.outcome == "interrupted":
        if _arms == _BACKGROUND:
            _js.onIntercepted()
        raise KeyboardInterrupt
    return reply
