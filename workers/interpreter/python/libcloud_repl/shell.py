"""Reads and runs statements, as ``python3`` does at its prompt, with top-level ``await``."""

from __future__ import annotations

import ast
import asyncio
import builtins
import codeop
import inspect
import linecache
import sys
import types
from typing import Any, Literal

from . import host
from .guard import Guard
from .tracebacks import show_exception

__all__ = ["Shell"]

Completeness = Literal["complete", "incomplete"]
Outcome = Literal["done", "exit"]

_COMPILE_ERRORS = (SyntaxError, OverflowError, ValueError)


class Shell:
    """One session: a namespace, and the statement that is running in it."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace
        self._compiler = codeop.CommandCompiler()
        self._compiler.compiler.flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        self._count = 0
        self._task: asyncio.Task[Any] | None = None
        self._cancelled = False

    def check(self, source: str) -> Completeness:
        """Whether ``source`` is a whole statement, or its block goes on. Wrong source is complete: running it says why."""
        try:
            whole = self._compiler(source, "<input>", "single") is not None
        except _COMPILE_ERRORS:
            return "incomplete" if _ends_in_block(source) else "complete"
        return "complete" if whole else "incomplete"

    async def run(self, source: str) -> Outcome:
        """Runs ``source`` to its end, whatever that is. What there is to say is printed; nothing is raised."""
        filename = f"<python-input-{self._count}>"
        self._count += 1
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        try:
            await self._run_statements(source, filename)
        except SystemExit as error:
            _show_exit(error)
            return "exit"
        except asyncio.CancelledError as error:
            show_exception(KeyboardInterrupt() if self._cancelled else error)
        except BaseException as error:
            show_exception(error)
        finally:
            _flush()
        return "done"

    def cancel(self) -> None:
        """Ctrl-C while the event loop is free: ends what the running statement awaits."""
        if self._task is not None and not self._task.done():
            self._cancelled = True
            self._task.cancel()

    async def _run_statements(self, source: str, filename: str) -> None:
        compiler = self._compiler.compiler
        tree = compiler(source, filename, "exec", ast.PyCF_ONLY_AST, incomplete_input=False)
        for statement in tree.body:
            # Only the last one shows its value, as in a pasted block in CPython's own prompt.
            last = statement is tree.body[-1]
            module = ast.Interactive([statement]) if last else ast.Module([statement], [])
            code = compiler(module, filename, "single" if last else "exec")
            await self._run_code(code)

    async def _run_code(self, code: types.CodeType) -> None:
        with host.arm():
            result = types.FunctionType(code, self.namespace)()
        if inspect.iscoroutine(result):
            await self._run_coroutine(result)

    async def _run_coroutine(self, coroutine: types.CoroutineType[Any, Any, Any]) -> None:
        self._cancelled = False
        self._task = asyncio.get_running_loop().create_task(Guard(coroutine))
        try:
            await self._task
        finally:
            self._task = None


def _ends_in_block(source: str) -> bool:
    """A pasted source of several statements whose last line is indented: its block may go on."""
    lines = source.splitlines()
    return len(lines) > 1 and lines[-1].startswith((" ", "\t")) and not source.endswith("\n")


def _show_exit(error: SystemExit) -> None:
    if error.code is not None and not isinstance(error.code, int):
        print(error.code, file=sys.stderr)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, ValueError):  # user code may have put anything there
            pass
