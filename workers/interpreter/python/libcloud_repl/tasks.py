"""Lets Ctrl-C reach the user's own tasks, and nothing of the event loop's."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from typing import Any

from .guard import Guard

__all__ = ["install"]

_OWN = os.path.dirname(__file__)


def install(loop: asyncio.AbstractEventLoop) -> None:
    """From now on tasks of ``loop`` that are not this package's can be interrupted."""
    create_task = loop.create_task

    def create_guarded_task(coroutine: Coroutine[Any, Any, Any], **options: Any) -> asyncio.Task[Any]:
        return create_task(coroutine if _is_own(coroutine) else Guard(coroutine, background=True), **options)

    loop.create_task = create_guarded_task  # type: ignore[method-assign]


def _is_own(coroutine: Coroutine[Any, Any, Any]) -> bool:
    code = getattr(coroutine, "cr_code", None)
    return isinstance(coroutine, Guard) or (code is not None and code.co_filename.startswith(_OWN))
