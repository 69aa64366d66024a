"""Makes the standard library's waits go through the page: none freezes it, and Ctrl-C ends each."""

from __future__ import annotations

import builtins
import contextlib
import getpass
import sys
import time
from typing import IO

from . import host
from .streams import ConsoleInput, LineReader

__all__ = ["install"]


def _sleep(seconds: float, /) -> None:
    """time.sleep(), which Ctrl-C interrupts."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    host.sleep(float(seconds))


def _input(prompt: object = "", /) -> str:
    """Reads a line from standard input and returns it without its end. ``prompt`` goes to standard output first. Raises EOFError on Ctrl-D."""
    # CPython's own forgets a Ctrl-C that comes while the prompt is flushed (builtin_input_impl), and reads on.
    sys.audit("builtins.input", prompt)
    _flush(sys.stderr)
    print(prompt, end="")
    _flush(sys.stdout)
    line = sys.stdin.readline()
    if not line:
        raise EOFError("EOF when reading a line")
    line = line.removesuffix("\n")
    sys.audit("builtins.input/result", line)
    return line


def _flush(stream: IO[str]) -> None:
    """As CPython's does: whether it can be flushed is not what the caller asked."""
    with contextlib.suppress(Exception):
        stream.flush()


def install(lines: LineReader) -> None:
    """Replaces ``input``, ``time.sleep``, ``getpass.getpass`` and ``sys.stdin``. Needs no connection yet."""
    _input.__name__ = _input.__qualname__ = "input"
    builtins.input = _input
    _sleep.__name__ = _sleep.__qualname__ = "sleep"
    time.sleep = _sleep
    getpass.getpass = lines.read_secret
    sys.stdin = sys.__stdin__ = ConsoleInput(lines)
