"""The statements ``import …`` and ``from … import …``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ..lookup.dicts import find, string_entries
from ..lookup.loaded import module_names
from ..lookup.objects import exactly
from .budget import Budget
from .details import item_of
from .items import Item, begins
from .lexer import Token
from .modules import source_of, submodules, top_level

__all__ = ["in_import"]

_DEFINITION = re.compile(r"^(?:(?P<kind>class|def|async def)\s+)?(?P<name>[^\W\d]\w*)(?(kind)|\s*(?::[^=\n]+)?=(?!=))", re.MULTILINE)


def in_import(statement: Sequence[Token], prefix: str, budget: Budget) -> Iterator[Item] | None:
    """What may stand at the end of ``statement``, whose last word ``prefix`` is not in it. None: it imports nothing."""
    words = [token.text for token in statement if token.kind in ("name", "op") and token.text not in ("(", "\\")]
    if not words or words[0] not in ("import", "from"):
        return None
    if words[0] == "from" and "import" in words:
        module = "".join(words[1 : words.index("import")])
        return _in_list(words[words.index("import") + 1 :], lambda: _names_of(module, prefix, budget))
    last = words[1:] if words[0] == "from" else words[1:][_after_last_comma(words[1:]) :]
    if not last or last[-1] == ".":
        return _modules("".join(last[:-1]), prefix, budget)
    following = "import" if words[0] == "from" else "as"
    return iter([] if following in last else [Item(following, "keyword")])


def _after_last_comma(words: Sequence[str]) -> int:
    return len(words) - words[::-1].index(",") if "," in words else 0


def _in_list(words: Sequence[str], names: Callable[[], Iterator[Item]]) -> Iterator[Item]:
    """After ``import`` and after a comma stands a name; after a name, ``as``; after that, a new name."""
    if not words or words[-1] == ",":
        return names()
    return iter([] if "as" in words[-2:] else [Item("as", "keyword")])


def _modules(package: str, prefix: str, budget: Budget) -> Iterator[Item]:
    found = submodules(package) if package else top_level()
    # A first listing may use the time up: what it found is worth showing.
    for name, is_package in budget.limit(entry for entry in found.items() if begins(entry[0], prefix)):
        yield Item(name, "module", "package" if is_package and package else "")


def _names_of(module: str, prefix: str, budget: Budget) -> Iterator[Item]:
    stored = module_names(module)
    if stored is not None:
        listed = find(stored, "__all__")
        public = {name for name in listed if type(name) is str} if exactly(listed, list, tuple) else None
        entries = ((name, value) for name, value in budget.limit(string_entries(stored)) if begins(name, prefix))
        yield from (item_of(name, value) for name, value in entries if not public or name in public or prefix)
    else:
        yield from _names_in_source(module, prefix, budget)
    yield from (Item(name, "module") for name in budget.limit(name for name in submodules(module) if begins(name, prefix)))


def _names_in_source(module: str, prefix: str, budget: Budget) -> Iterator[Item]:
    """A module that is not imported is read: its definitions begin a line."""
    found = _DEFINITION.finditer(source_of(module) or "")
    for match in budget.limit(match for match in found if begins(match["name"], prefix)):
        yield Item(match["name"], {"class": "class", None: "variable"}.get(match["kind"], "function"))
