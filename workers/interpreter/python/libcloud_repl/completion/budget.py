"""How much work one completion may do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

__all__ = ["Budget"]

T = TypeVar("T")

_LONGEST = 0.04  # seconds: some of the 50 ms that a key may take are for drawing
_MOST_STEPS = 8_000
_STEPS_BETWEEN_LOOKS = 64


class Budget:
    """Counts steps and looks at the clock now and then. Loops end when it is spent; what they found so far is used."""

    def __init__(self, steps: int = _MOST_STEPS, seconds: float = _LONGEST, clock: Callable[[], float] = time.perf_counter) -> None:
        self.spent = False
        self.steps = steps
        self._clock = clock
        self._end = clock() + seconds

    def limit(self, entries: Iterable[T]) -> Iterator[T]:
        """``entries`` until the budget is spent: nothing is asked of them after that."""
        source = iter(entries)
        while self._take_step():
            try:
                yield next(source)
            except StopIteration:
                return

    def _take_step(self) -> bool:
        if not self.spent:
            self.steps -= 1
            look = self.steps % _STEPS_BETWEEN_LOOKS == 0
            self.spent = self.steps <= 0 or (look and self._clock() > self._end)
        return not self.spent
