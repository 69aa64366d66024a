"""``%pip``: packages from an index, for this session."""

from __future__ import annotations

import os
import shlex
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from .. import packages
from ..text import percent as wording
from .command import Command
from .context import CommandError, Context

__all__ = ["COMMANDS", "Wishes", "parse_wishes"]

_INDEX_OPTIONS = ("--index-url", "-i")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What ``install`` was asked for. ``index``: the address of a package index, or None for the one that is set."""

    requirements: tuple[str, ...]
    index: str | None = None
    pre: bool = False
    dependencies: bool = True


def parse_wishes(arguments: list[str]) -> Wishes:
    """Reads the words behind ``install``. Raises CommandError for what is not understood."""
    words, requirements, index, flags = list(arguments), [], None, set()
    while words:
        word = words.pop(0)
        name, equals, value = word.partition("=")
        if name in _INDEX_OPTIONS and (equals or words):
            index = value if equals else words.pop(0)
        elif word in ("--pre", "--no-deps"):
            flags.add(word)
        elif word.startswith("-"):
            raise CommandError(wording.unknown_option(word=word))
        else:
            requirements.append(word)
    if not requirements:
        raise CommandError(wording.INSTALL_WHAT)
    return Wishes(tuple(requirements), index, "--pre" in flags, "--no-deps" not in flags)


def _pip(context: Context, argument: str) -> Coroutine[Any, Any, None] | None:
    try:
        action, *rest = shlex.split(argument) or [""]
    except ValueError as error:
        raise CommandError(wording.unreadable_arguments(reason=error)) from None
    if action == "install":
        return _install(parse_wishes(rest))
    if action == "list":
        _list()
    elif action == "uninstall":
        _uninstall([word for word in rest if word not in ("-y", "--yes")])
    else:
        raise CommandError(wording.PIP_ACTIONS)
    return None


async def _install(wishes: Wishes) -> None:
    index = wishes.index or os.environ.get("PIP_INDEX_URL") or packages.PYPI
    try:
        installed = await packages.install(wishes.requirements, index.rstrip("/"), pre=wishes.pre, dependencies=wishes.dependencies)
    except packages.PackageError as error:
        raise CommandError(str(error)) from None
    listed = ", ".join(f"{name} {version}" for name, version in sorted(installed.items()))
    print(wording.installed(listed=listed) if listed else wording.ALL_INSTALLED)


def _list() -> None:
    found = sorted(packages.versions().items())
    width = max((len(name) for name, _ in found), default=0)
    for name, version in found:
        print(f"{name:<{width}}  {version}")


def _uninstall(names: list[str]) -> None:
    if not names:
        raise CommandError(wording.UNINSTALL_WHAT)
    for name in names:
        try:
            print(wording.uninstalled(name=name, version=packages.uninstall(name)))
        except packages.PackageError as error:
            raise CommandError(str(error)) from None


COMMANDS = (Command("pip", *wording.PIP, _pip, ("install", "list", "uninstall")),)
