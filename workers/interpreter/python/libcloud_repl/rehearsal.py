"""Goes where the first failed request will go, while nobody waits: its traceback has lines of a dozen files, and code runs slowly at first."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import linecache
import sys
from collections.abc import Callable, Iterator

from .tracebacks import text_of

__all__ = ["begin"]

#: Through whose code a request goes.
_MODULES = ("requests.api", "requests.sessions", "requests.adapters", "urllib3.connectionpool", "urllib3.connection", "libcloud.common.base", "libcloud.http")
#: Seconds between two steps, of which each takes a few milliseconds: what is typed meanwhile does not feel them.
_PAUSE = 0.02


def begin(loop: asyncio.AbstractEventLoop) -> None:
    """Starts. The library's files have to be there: a read would wait for them."""
    steps = _steps()

    def step() -> None:
        with contextlib.suppress(Exception):  # nobody has asked for this
            if next(steps, False):
                loop.call_later(_PAUSE, step)

    loop.call_later(_PAUSE, step)


def _steps() -> Iterator[bool]:
    filenames = [filename for name in _MODULES if (filename := getattr(sys.modules.get(name), "__file__", None)) is not None]
    for filename in filenames:
        linecache.getlines(filename)
        yield True
    try:
        _interrupted(filenames)()
    except KeyboardInterrupt as error:
        text_of(error)


def _interrupted(filenames: list[str]) -> Callable[[], None]:
    """A call that is interrupted, with a frame in each of ``filenames``."""
    call = _interrupt
    for filename in filenames:
        call = functools.partial(exec, compile("call()", filename, "exec"), {"call": call})
    return call


def _interrupt() -> None:
    raise KeyboardInterrupt
