"""The walls around `libcloud_repl.text`: what a person reads is there and nowhere else, and it fits where it is used."""

from __future__ import annotations

import ast
import importlib
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "workers/interpreter/python/libcloud_repl"
TEXT = ROOT / "text"
AREAS = sorted(path.stem for path in TEXT.glob("*.py") if path.stem != "__init__")
#: Stands for what is filled into an f-string.
HOLE = "\0"

#: Sentences that are not for a person of ours, by module: "native" ones are word for word those of CPython or urllib3, which stay as they are.
ALLOWED = {
    "blocking.py": {
        "sleep length must be non-negative": "native: time.sleep",
        "EOF when reading a line": "native: input",
    },
    "console.py": {
        "bel civis clear cnorm cub cub1 cud cud1 cuf cuf1 cup cuu cuu1 dch dch1 el hpa ich ich1 ind pad ri rmkx smkx": "names of terminfo",
        "keys come from the page": "for a programmer: nothing calls that method",
    },
    "host.py": {"timed out": "native: socket"},
    "http/head.py": {f"HTTP/1.1 {HOLE} {HOLE}": "HTTP"},
    "http/exchange.py": {"timed out": "native: socket"},
    "http/socket.py": {"Bad file descriptor": "native: EBADF"},
    "http/urllib3.py": {
        f"'{HOLE}', label empty or too long": "native: urllib3",
        f"Connection to {HOLE} timed out. (connect timeout={HOLE})": "native: urllib3",
        f"Failed to establish a new connection: {HOLE}": "native: urllib3",
    },
    "keys.py": dict.fromkeys(("ctrl left", "ctrl right", "page up", "page down"), "names of keys in _pyrepl"),
    "lookup/parameters.py": {f"def f{HOLE}: pass": "Python"},
    "missing.py": {f"No module named {HOLE}": "native: what import says is compared with it"},
    "packages/standing_in.py": {"tqdm:disabling monitor support": "a filter of warnings"},
    "pager.py": dict.fromkeys(("page up", "page down"), "names of keys in _pyrepl"),
}


def sentences(tree: ast.AST) -> Iterator[str]:
    """Literals of two words and more, which docstrings and regular expressions are not."""
    if isinstance(tree, ast.Expr) and isinstance(tree.value, ast.Constant):
        return
    if isinstance(tree, (ast.Constant, ast.JoinedStr)):
        if is_sentence(text := text_of(tree)):
            yield text
        tree = ast.Tuple([part.value for part in getattr(tree, "values", ()) if isinstance(part, ast.FormattedValue)])
    children = ast.iter_child_nodes(tree)
    if isinstance(tree, ast.Call) and ast.unparse(tree.func).startswith("re."):
        children = (child for child in children if child not in tree.args[:1])
    for child in children:
        yield from sentences(child)


def text_of(literal: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(literal, ast.Constant):
        return literal.value if isinstance(literal.value, str) else ""
    return "".join(part.value if isinstance(part, ast.Constant) else HOLE for part in literal.values)


def is_sentence(text: str) -> bool:
    """Whether words stand one after the other, of which one at least is written out."""
    words = [word for word in text.split() if HOLE in word or re.search(r"[A-Za-z]{2}", word)]
    return len(words) > 1 and any(re.search(r"[A-Za-z]{3}", word) for word in words)


def modules() -> dict[str, ast.Module]:
    """All but those of the text, by their paths."""
    paths = [path for path in sorted(ROOT.rglob("*.py")) if TEXT not in path.parents]
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}


def imports(tree: ast.Module) -> list[str]:
    """The modules that are imported anywhere in it, those of the package itself with dots in front."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append("." * node.level + (node.module or ""))
    return found


def uses(tree: ast.Module) -> Iterator[tuple[str, str, ast.Call | None]]:
    """What a module takes of the text: area, name, and the call if it is called."""
    areas = {alias.asname or alias.name: alias.name for alias in of_text(tree)}
    calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in areas:
            yield areas[node.value.id], node.attr, calls.get(id(node))


def of_text(tree: ast.Module) -> list[ast.alias]:
    own = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level and node.module == "text"]
    return [alias for node in own for alias in node.names if alias.name in AREAS]


def misfit(area: str, name: str, call: ast.Call | None) -> str | None:
    """What is wrong with a use of the text."""
    value = getattr(importlib.import_module(f"libcloud_repl.text.{area}"), name, None)
    if value is None:
        return f"text/{area}.py has no {name}"
    template = getattr(value, "__self__", None)
    if not isinstance(template, str):
        return None if callable(value) == (call is not None) else f"{name} is called, and is no function, or the other way round"
    fields = {field for _, field, *_ in string.Formatter().parse(template) if field is not None}
    given = None if call is None or call.args else {keyword.arg for keyword in call.keywords}
    return None if given == fields else f"{name} wants {sorted(fields)}"


@pytest.mark.parametrize("area", ["__init__", *AREAS])
def test_text_imports_nothing(area: str):
    assert set(imports(ast.parse((TEXT / f"{area}.py").read_text("utf-8")))) <= {"__future__"}


def test_sentences_are_in_one_place():
    found = {module: set(sentences(tree)) for module, tree in modules().items()}
    allowed = {module: set(texts) for module, texts in ALLOWED.items()}
    assert {module: texts for module, texts in found.items() if texts} == allowed


def test_text_fits_where_it_is_used():
    wrong = [f"{module}: {fault}" for module, tree in modules().items() for use in uses(tree) if (fault := misfit(*use))]
    assert wrong == []


@pytest.mark.parametrize("area", AREAS)
def test_nothing_is_left_that_nobody_says(area: str):
    tree = ast.parse((TEXT / f"{area}.py").read_text("utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    names |= {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    within = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    used = {name for other in modules().values() for of, name, _ in uses(other) if of == area}
    assert names - within == used - within


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('raise CommandError("No file was chosen.")', ["No file was chosen."]),
        ('print(f"{name} is not installed.")', [f"{HOLE} is not installed."]),
        ('print(f"Installed {listed}.")', [f"Installed {HOLE}."]),
        ('COLUMN = ("size", "size GB")', ["size GB"]),
        ('print(f"{count} {\'of the rows\'}")', ["of the rows"]),
        ('re.sub("one two", "three four", text)', ["three four"]),
        ('def f():\n    """What it does."""\n    "Nor is this read."', []),
        ('found = re.match("Requested (.+) already", text)', []),
        ('print(f"\\x1b[{row};1H", f"{name}  {size:.1f} {unit}", "utf-8", b"no text at all")', []),
    ],
)
def test_sentences_are_seen(source: str, found: list[str]):
    assert list(sentences(ast.parse(source))) == found


@pytest.mark.parametrize(
    ("source", "right"),
    [
        ("wording.not_installed(name=name)", True),
        ("wording.not_installed(of=name)", False),
        ("wording.not_installed(name)", False),
        ("print(wording.not_installed)", False),
        ("print(wording.NO_ARCHIVE)", True),
        ("wording.NO_ARCHIVE()", False),
        ("wording.bytes_text(3)", True),
        ("wording.no_such_text()", False),
    ],
)
def test_misfits_are_seen(source: str, right: bool):
    ((area, name, call),) = uses(ast.parse("from ..text import packages as wording\n" + source))
    assert (misfit(area, name, call) is None) is right


def test_imports_are_seen():
    assert imports(ast.parse("from ..errors import HostError\ndef f():\n    import json, re\nfrom . import host")) == ["..errors", ".", "json", "re"]
