"""Reads and runs statements, as ``python3`` does at its prompt, with top-level ``await``."""

from __future__ import annotations

import ast
import asyncio
import builtins
import codeop
import inspect
import linecache
import re
import sys
import time
import types
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from . import history, host, inspection, percent, rehearsal
from .guard import Guard
from .prompt import Outcome as ReadOutcome
from .prompt import Prompt
from .statements import ERRORS, normalized
from .streams import LineReader
from .text import prompt as wording
from .tracebacks import show_exception

__all__ = ["Shell"]

Outcome = Literal["done", "exit", "left", "restart"]

#: What works as a word, too. A variable of that name comes first.
_WORDS = {"exit": "exit()", "quit": "quit()", "help": "help()", "copyright": "copyright()", "credits": "credits()", "license": "license()"}
#: Typed at the prompt, this is asked about; code that ends itself is not.
_LEAVING = re.compile(r"(exit|quit)\s*(?:\([^()]*\)\s*)?;?")


class Shell:
    """One session: a namespace, and the statement that is running in it."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace
        self._compiler = codeop.CommandCompiler()
        self._compiler.compiler.flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        self.prompt = Prompt(self._compiler, namespace)
        self.lines = LineReader(self.prompt)
        self._count = 0
        self._task: asyncio.Task[Any] | None = None
        self._cancelled = False
        #: The person has agreed to leave.
        self._left = False

    async def read(self) -> tuple[ReadOutcome, str]:
        """Shows the prompt and reads a statement: how that ended, and the statement."""
        _flush()
        outcome, text = await self.prompt.read()
        if outcome == "end-of-input" and not self._leaves():
            return "interrupted", ""
        return outcome, normalized(text)

    def rehearse(self) -> None:
        """Makes ready for what may come, now that all files are there."""
        rehearsal.begin(asyncio.get_event_loop())

    def remember(self, entries: Iterable[str]) -> None:
        """Takes over a history, the oldest first."""
        self.prompt.editor.history[:] = entries

    async def run(self, source: str) -> Outcome:
        """Runs ``source`` to its end, whatever that is. What there is to say is printed; nothing is raised."""
        self._left = False
        try:
            commands, python = percent.split(self._command(source) or source)
            for line in commands:
                await self._run_command(line)
            if python.strip() and self._permitted(python.strip()):
                await self._run_python(python)
        except percent.Restart:
            return "restart"
        except percent.CommandError as error:
            print(error, file=sys.stderr)
        except SystemExit as error:
            _show_exit(error)
            return "left" if self._left else "exit"
        except asyncio.CancelledError as error:
            show_exception(KeyboardInterrupt() if self._cancelled else error)
        except BaseException as error:
            show_exception(error)
        finally:
            _flush()
        return "done"

    async def timed(self, source: str) -> percent.Durations:
        """Runs ``source``: a `percent.Context` can do that."""
        elapsed, busy = time.perf_counter(), host.busy_seconds()
        await self._run_python(source)
        return percent.Durations(time.perf_counter() - elapsed, host.busy_seconds() - busy)

    def edit(self, text: str) -> None:
        """Puts ``text`` at the next prompt."""
        self.prompt.begun = text

    @property
    def entered(self) -> Sequence[str]:
        return history.entered

    @property
    def recalled(self) -> Sequence[str]:
        return self.prompt.editor.history

    def ask(self, op: str, value: dict[str, Any], data: bytes = b"") -> tuple[dict[str, Any], bytes]:
        return host.ask(op, value, data)

    async def _run_command(self, line: str) -> None:
        host.raise_interrupt()
        result = host.armed(percent.run, self, line)
        if result is not None:
            await self._run_coroutine(result)

    async def _run_python(self, source: str) -> None:
        query = inspection.parse_query(source)
        filename = f"<python-input-{self._count}>"
        self._count += 1
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        if query is not None:
            print(inspection.describe(query, self.namespace, colour=True))
        else:
            await self._run_statements(source, filename)

    def _permitted(self, source: str) -> bool:
        """Whether ``source`` may run: a word that ends the session is asked about, unless it is a variable."""
        leaving = _LEAVING.fullmatch(source)
        return leaving is None or leaving[1] in self.namespace or self._leaves()

    def _leaves(self) -> bool:
        """Asks whether the session shall end. Where nothing can wait for an answer, it does."""
        self._left = not host.can_wait() or self._agrees()
        return self._left

    def _agrees(self) -> bool:
        print(wording.LEAVE, end="", flush=True)
        try:
            return self.lines.read_line().strip().lower() in wording.YES
        except (EOFError, KeyboardInterrupt):
            return False

    def _command(self, source: str) -> str | None:
        """The statement that a single word stands for."""
        word = source.strip()
        if word == "clear" and word not in self.namespace and not hasattr(builtins, word):
            self.prompt.editor.scheduled_commands.append("clear-screen")
            return "None"
        return None if word in self.namespace else _WORDS.get(word)

    def cancel(self) -> bool:
        """Ctrl-C while the event loop is free: ends what the running statement awaits. False when it awaits nothing."""
        if self._task is None or self._task.done():
            return False
        if not _was_interrupted(self._task._fut_waiter):  # type: ignore[attr-defined]
            self._cancelled = True
            self._task.cancel()
        return True

    async def _run_statements(self, source: str, filename: str) -> None:
        for code in self._compiled(source, filename):
            await self._run_code(code)

    def _compiled(self, source: str, filename: str) -> Iterator[types.CodeType]:
        """The statements one by one. Where one is wrong, the error comes without the way to it."""
        compiler = self._compiler.compiler
        try:
            tree = compiler(source, filename, "exec", ast.PyCF_ONLY_AST, incomplete_input=False)
            for statement in tree.body:
                # Only the last one shows its value, as in a pasted block in CPython's own prompt.
                last = statement is tree.body[-1]
                module = ast.Interactive([statement]) if last else ast.Module([statement], [])
                yield compiler(module, filename, "single" if last else "exec")
        except ERRORS as error:
            raise error.with_traceback(None) from None

    async def _run_code(self, code: types.CodeType) -> None:
        host.keep_files()  # what follows may never end
        host.raise_interrupt()
        result = host.armed(types.FunctionType(code, self.namespace))
        if inspect.iscoroutine(result):
            await self._run_coroutine(result)

    async def _run_coroutine(self, coroutine: types.CoroutineType[Any, Any, Any]) -> None:
        self._cancelled = False
        self._task = asyncio.get_running_loop().create_task(Guard(coroutine))
        try:
            await self._task
        finally:
            self._task = None


def _was_interrupted(awaited: asyncio.Future[Any] | None) -> bool:
    """Whether a KeyboardInterrupt is on its way to who awaits it. It tells where the task was, which a cancellation would not."""
    return awaited is not None and awaited.done() and not awaited.cancelled() and isinstance(awaited.exception(), KeyboardInterrupt)


def _show_exit(error: SystemExit) -> None:
    if error.code is not None and not isinstance(error.code, int):
        print(error.code, file=sys.stderr)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, ValueError):  # user code may have put anything there
            pass
