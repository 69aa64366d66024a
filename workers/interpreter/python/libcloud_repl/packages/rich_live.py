"""rich draws its live displays from threads of its own, which cannot start here. So a display is drawn when it is told something new."""

from __future__ import annotations

import functools
from collections.abc import Callable
from time import monotonic
from types import ModuleType
from typing import Any

__all__ = ["adapt_live", "adapt_progress", "adapt_status"]

#: Drawing takes some milliseconds; code may tell news much more often (seconds).
_PERIOD = 0.05


class _Refresher:
    """Instead of the thread that draws."""

    def __init__(self, live: Any, refresh_per_second: float) -> None:
        self._live = live
        self._due = 0.0

    def start(self) -> None:
        self.draw()

    def stop(self) -> None:
        """The display itself is drawn once more at its end."""

    def draw(self) -> None:
        self._live.refresh()
        self._due = monotonic() + _PERIOD

    def draw_if_due(self) -> None:
        if monotonic() >= self._due:
            self.draw()


class _Counter:
    """Instead of the thread that tells a display now and then how far an iteration is."""

    def __init__(self, progress: Any, task_id: Any, update_period: float) -> None:
        self._advance = functools.partial(progress.advance, task_id)
        self._completed = 0

    def __enter__(self) -> _Counter:
        return self

    def __exit__(self, *error: object) -> None:
        """All has been told."""

    @property
    def completed(self) -> int:
        return self._completed

    @completed.setter
    def completed(self, count: int) -> None:
        self._advance(count - self._completed)
        self._completed = count


def adapt_live(module: ModuleType) -> None:
    module._RefreshThread = _Refresher  # type: ignore[attr-defined]
    module.Live.update = _drawing(module.Live.update, lambda live: live, _Refresher.draw_if_due)


def adapt_progress(module: ModuleType) -> None:
    module._TrackThread = _Counter  # type: ignore[attr-defined]
    progress = module.Progress
    for name in ("advance", "update"):
        setattr(progress, name, _drawing(getattr(progress, name), lambda progress: progress.live, _Refresher.draw_if_due))


def adapt_status(module: ModuleType) -> None:
    module.Status.update = _drawing(module.Status.update, lambda status: status._live, _Refresher.draw)


def _drawing(method: Callable[..., Any], live_of: Callable[[Any], Any], draw: Callable[[_Refresher], None]) -> Callable[..., Any]:
    """``method``, behind which the display is drawn."""

    @functools.wraps(method)
    def call(self: Any, *args: Any, **options: Any) -> Any:
        result = method(self, *args, **options)
        refresher = live_of(self)._refresh_thread
        if refresher is not None:
            draw(refresher)
        return result

    return call
