"""Where a function or class was written, and its lines, without asking the object."""

from __future__ import annotations

import ast
import inspect
import linecache
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

from .dicts import find, string_entries
from .loaded import module_names
from .objects import class_dict, exactly, inherits, is_class, own_dict
from .results import InstanceOf, Method, Result

__all__ = ["Place", "place_of", "source_at"]

_TYPED = re.compile(r"<python-input-\d+>|<input>|<stdin>")

_MOST_DECORATORS = 20


@dataclass(frozen=True, slots=True)
class Place:
    """``line`` counts from 1; 0 means all of the file."""

    file: str
    line: int


def place_of(result: Result) -> Place | None:
    """The file and line of a function, class or module, or of an instance's class."""
    if type(result) is Method:
        return _place_of_code(result.function.__code__)
    return _place_of_class(result.cls) if type(result) is InstanceOf else _place_of_value(result.value)


def source_at(place: Place) -> str | None:
    """The block that begins there, also if it was typed at the prompt. None: its lines are not there."""
    lines = linecache.getlines(place.file)
    if place.line == 0 or not 0 < place.line <= len(lines):
        return "".join(lines) if lines and place.line == 0 else None
    try:
        return "".join(inspect.getblock(lines[place.line - 1 :]))
    except (SyntaxError, IndentationError, ValueError):
        return None


def _place_of_value(value: Any) -> Place | None:
    if type(value) is FunctionType:
        return _place_of_code(value.__code__)
    if exactly(value, MethodType, staticmethod, classmethod):
        return _place_of_value(value.__func__)
    if type(value) is property:
        return _place_of_value(value.fget)
    if type(value) is CodeType:
        return _place_of_code(value)
    if inherits(value, ModuleType):
        file = find(own_dict(value), "__file__")
        return Place(file, 0) if type(file) is str else None
    return _place_of_class(value if is_class(value) else type(value))


def _place_of_code(code: CodeType) -> Place:
    return Place(code.co_filename, code.co_firstlineno)


def _place_of_class(cls: type) -> Place | None:
    name = find(class_dict(cls), "__qualname__")
    name = type.__dict__["__qualname__"].__get__(cls) if type(name) is not str else name
    for file in _files_of(cls):
        lines = linecache.getlines(file)
        line = _known_line(cls, lines, name) or _line_of_class("".join(lines), name)
        if line:
            return Place(file, line)
    return None


def _known_line(cls: type, lines: list[str], qualname: str) -> int:
    """CPython 3.13 and later keep the line, which may be of another file than this one."""
    line = find(class_dict(cls), "__firstlineno__")
    if type(line) is not int or line < 1:
        return 0
    nearby = "".join(lines[line - 1 : line + _MOST_DECORATORS])
    return line if _class_pattern(qualname).search(nearby) else 0


def _class_pattern(qualname: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*class\s+{re.escape(qualname.rpartition('.')[2])}\b", re.MULTILINE)


def _files_of(cls: type) -> Iterator[str]:
    """Where the class may be written: its methods' files, its module's, and what was typed, the latest first."""
    for _, entry in string_entries(class_dict(cls)):
        if type(entry) is FunctionType:
            yield entry.__code__.co_filename
            break
    module = find(class_dict(cls), "__module__")
    if type(module) is not str:
        return
    file = find(module_names(module) or {}, "__file__")
    if type(file) is str:
        yield file
    if module == "__main__":
        yield from reversed([name for name, _ in string_entries(linecache.cache) if _TYPED.fullmatch(name)])


def _line_of_class(source: str, qualname: str) -> int:
    """The line of the class, its decorators included; 0 if it is not there."""
    if not _class_pattern(qualname).search(source):
        return 0
    try:
        body: list[ast.stmt] = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 0
    for part in qualname.split("."):
        found = [node for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == part]
        if part == "<locals>":
            continue
        if not found:
            return 0
        body, line = found[-1].body, min([found[-1].lineno, *(node.lineno for node in found[-1].decorator_list)])
    return line
