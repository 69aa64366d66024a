"""Tracebacks of what the user typed, without the frames of this package. What is neither the user's nor libcloud's is dim."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import Any

from .highlight import DIM, painted
from .libraries import is_library
from .missing import hint

__all__ = ["show_exception", "text_of"]

_INTERNAL = os.path.dirname(__file__)
_EVENT_LOOP = "pyodide/webloop.py"
_EDITOR = "/_pyrepl/"
_LIBCLOUD = str(Path(_INTERNAL).with_name("libcloud")) + os.sep


class _Stack(traceback.StackSummary):
    """Of a request that failed, a few frames out of dozens tell where it was made: those stand out."""

    def format_frame_summary(self, frame: traceback.FrameSummary, **options: Any) -> str:
        if not options.get("colorize") or not _is_between(frame.filename):
            return super().format_frame_summary(frame, **options)
        # Marks below a line that nobody is meant to look at cost more than all the rest: Python parses the line for them.
        alone = traceback.FrameSummary(frame.filename, frame.lineno, frame.name, lookup_line=False)
        lines = super().format_frame_summary(alone).splitlines()
        return "".join(f"{painted(line, DIM)}\n" for line in lines)


def show_exception(error: BaseException) -> None:
    """Prints ``error`` as the prompt of CPython 3.14 does, or hands it to the user's ``sys.excepthook``."""
    error = _from_users_code(error)
    _remember(error)
    if sys.excepthook is not sys.__excepthook__:
        sys.excepthook(type(error), error, error.__traceback__)
        return
    print(text_of(error), end="", file=sys.stderr)
    advice = hint(error)
    if advice is not None:
        print(advice, file=sys.stderr)


def text_of(error: BaseException) -> str:
    """The traceback of ``error``, in colours, without the frames of this package."""
    # Lines are looked up as they are shown: those of frames that are hidden are in files that may not have come yet.
    summary = traceback.TracebackException.from_exception(error, lookup_lines=False, compact=True)
    _hide_internals(summary)
    return "".join(summary.format(colorize=True))


def _from_users_code(error: BaseException) -> BaseException:
    """Without the way to the user's first frame, of which hooks and debuggers shall not tell either."""
    frames = error.__traceback__
    while frames is not None and _is_internal(frames.tb_frame.f_code.co_filename):
        frames = frames.tb_next
    return error.with_traceback(frames)


def _remember(error: BaseException) -> None:
    """For ``pdb.pm()``, as CPython does."""
    sys.last_exc = error
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, error.__traceback__


def _hide_internals(summary: traceback.TracebackException) -> None:
    frames = [frame for frame in summary.stack if not _is_internal(frame.filename)]
    summary.stack = _Stack(frames) if frames else None  # and no heading above nothing, as with source that is wrong
    for chained in (summary.__cause__, summary.__context__, *(summary.exceptions or ())):
        if chained is not None:
            _hide_internals(chained)


def _is_between(filename: str) -> bool:
    """Whether it is neither the user's code nor libcloud's."""
    return is_library(filename) and not filename.startswith(_LIBCLOUD)


def _is_internal(filename: str) -> bool:
    return filename.startswith(_INTERNAL) or filename.endswith(_EVENT_LOOP) or _EDITOR in filename
