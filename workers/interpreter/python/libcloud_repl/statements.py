"""When a statement is whole, by the rules of CPython's prompt."""

from __future__ import annotations

import codeop
import textwrap

__all__ = ["ERRORS", "is_whole", "normalized", "wants_more"]

#: What the compiler raises for source that is wrong.
ERRORS = (SyntaxError, OverflowError, ValueError)


def wants_more(compiler: codeop.CommandCompiler, text: str) -> bool:
    """Whether Enter behind ``text`` goes on with it. Wrong source is whole: running it says why."""
    source = normalized(text)
    try:
        return compiler(source, "<stdin>", "single") is None
    except ERRORS:
        return _goes_on(source)


def is_whole(compiler: codeop.CommandCompiler, text: str) -> bool:
    """Whether pasted lines are all there: several statements may be, if they do not end within a block."""
    try:
        return compiler(normalized(text), "<stdin>", "single") is not None
    except ERRORS:
        return text.endswith("\n") or not text.splitlines()[-1][:1].isspace()


def _goes_on(source: str) -> bool:
    """Several statements at once, which are no single one: an empty line ends them."""
    lines = source.splitlines(keepends=True)
    return len(lines) > 1 and bool(lines[-1].strip() or lines[-1][:1].isspace()) and not lines[-1].endswith("\n")


def normalized(text: str) -> str:
    """Without the indentation that the editor put into the last, empty line, nor that which all lines or the first one has.

    So a statement may begin with a space, which keeps it out of the history, even if more lines were pasted behind that.
    """
    short = text.rstrip(" \t")
    source = short if short.endswith("\n") else text
    return textwrap.dedent(source).lstrip(" \t") if source[:1].isspace() else source
