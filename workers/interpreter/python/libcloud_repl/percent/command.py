"""A command, as data."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Literal

from .context import Context

__all__ = ["Command"]


@dataclass(frozen=True, slots=True)
class Command:
    """``run`` gets what stands behind the name. ``completes`` is what Tab offers there: words, paths, or Python."""

    name: str
    usage: str
    summary: str
    run: Callable[[Context, str], Coroutine[Any, Any, None] | None]
    completes: Literal["paths", "code"] | tuple[str, ...] = ()
