"""Installs packages with micropip."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..text import packages as wording
from . import fetching, locked
from .installed import normalized, versions
from .problems import PackageError, host_of

__all__ = ["PYPI", "install"]

T = TypeVar("T")

PYPI = "https://pypi.org/simple"


async def install(requirements: Sequence[str], index: str, *, pre: bool = False, dependencies: bool = True) -> dict[str, str]:
    """Installs what ``requirements`` (PEP 508) name and what that needs, from ``index``, with progress.

    Returns:
        The versions of what is new, by name.

    Raises:
        PackageError: something of it cannot be had; then nothing is installed.
    """
    if re.match(r"https?://[^/]", index) is None:
        raise PackageError(wording.no_index(index=index))
    import micropip

    before = versions()
    journal = fetching.begin()
    try:
        await micropip.install(list(requirements), index_urls=[index], pre=pre, deps=dependencies)
    except PackageError:
        raise
    except Exception as error:
        raise PackageError(_explanation(error, journal, index)) from None
    finally:
        fetching.end()
    return {name: version for name, version in versions().items() if before.get(name) != version}


def _explanation(error: Exception, journal: fetching.Journal, index: str) -> str:
    text = str(error)
    if journal.failures:
        failure = journal.failures[-1]
        name = failure.url.rstrip("/").rpartition("/")[2]
        in_index = failure.status == 404 and failure.url.startswith(index)
        return wording.not_in_index(host=host_of(index), name=name) if in_index else str(failure)
    unfound = re.match(r"Can't find a pure Python 3 wheel for '(.+?)'\.", text)
    if unfound is not None:
        return _why_unfound(unfound[1], journal.texts.values())
    present = re.match(r"Requested '(.+?)', but (\S+?)==(\S+) is already installed", text)
    if present is not None:
        return wording.present_already(wanted=present[1], name=present[2], version=present[3])
    if type(error).__name__ == "InvalidRequirement":
        return wording.no_requirement(reason=text.splitlines()[0])
    return text.splitlines()[0] if text else type(error).__name__


def _why_unfound(wanted: str, texts: Iterable[str]) -> str:
    """No wheel fits: for there is no such version, or it is for other machines only, or there is no wheel at all."""
    from micropip._utils import parse_version
    from micropip._vendored.packaging.src.packaging.requirements import Requirement
    from micropip._vendored.packaging.src.packaging.version import Version

    requirement = Requirement(wanted)
    project = _project(requirement.name, texts)
    if project is None:
        return wording.no_wheel(wanted=wanted)
    wheels = _understood(parse_version, (file for file in project.files if file.endswith(".whl")))
    known = {*wheels, *_understood(Version, project.versions)}
    fitting = set(requirement.specifier.filter(known, prereleases=True))
    if known and not fitting:
        return wording.no_version(name=requirement.name, specifier=requirement.specifier, newest=max(known))
    built = locked.read().packages.get(normalized(requirement.name))
    if built is not None:
        return wording.other_version(wanted=wanted, name=requirement.name, version=built["version"])
    if not fitting.isdisjoint(wheels):
        return wording.needs_compiled(wanted=wanted)
    return wording.source_only(wanted=wanted)


@dataclass(frozen=True, slots=True)
class _Project:
    """What an index lists: names of files, and versions."""

    files: list[str]
    versions: list[str]


def _project(name: str, texts: Iterable[str]) -> _Project | None:
    """The project of that name, from an index's answers in JSON (PEP 691)."""
    for text in texts:
        try:
            found = json.loads(text)
            if normalized(found["name"]) == normalized(name):
                return _Project([file["filename"] for file in found["files"]], found.get("versions", []))
        except (ValueError, KeyError, TypeError):  # HTML, or nothing that PEP 691 knows
            continue
    return None


def _understood(parse: Callable[[str], T], texts: Iterable[str]) -> list[T]:
    """Without what is no version by today's rules (PEP 440)."""
    found = []
    for text in texts:
        try:
            found.append(parse(text))
        except ValueError:
            continue
    return found
