"""What commands need of the shell, and how they end otherwise than by returning."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

__all__ = ["CommandError", "Context", "Durations", "Restart"]


class CommandError(Exception):
    """A command cannot do what it was asked for: one sentence for the person who asked."""


class Restart(BaseException):
    """The interpreter shall be replaced by a new one."""


@dataclass(frozen=True, slots=True)
class Durations:
    """How long a statement took, in seconds. ``busy`` is without the waits for the page, a timer or the user."""

    elapsed: float
    busy: float


class Context(Protocol):
    """The shell, as commands see it."""

    @property
    def entered(self) -> Sequence[str]:
        """What was entered in this session, the oldest first."""

    @property
    def recalled(self) -> Sequence[str]:
        """All that the prompt recalls, earlier sessions' too, the oldest first."""

    def ask(self, op: str, value: dict[str, Any], data: bytes = b"") -> tuple[dict[str, Any], bytes]:
        """Asks the page and waits for its answer. Raises HostError when it refuses."""

    def edit(self, text: str) -> None:
        """Puts ``text`` at the next prompt, where it can be changed and entered."""

    def timed(self, source: str) -> Coroutine[Any, Any, Durations]:
        """Runs statements."""
