"""Packages that are there."""

from __future__ import annotations

import importlib
import importlib.metadata
import re
import shutil
from pathlib import Path

from ..text import packages as wording
from .problems import PackageError

__all__ = ["normalized", "uninstall", "versions"]


#: WHEELS of workers/image/site/stage.ts
_OF_THE_IMAGE = "emfs:/wheels/"


def normalized(name: str) -> str:
    """The one spelling of a name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def versions() -> dict[str, str]:
    """Of all packages, by their normalised names."""
    return {normalized(each.name): each.version for each in importlib.metadata.distributions()}


def uninstall(name: str) -> str:
    """Removes a package's files. What was imported of it stays until a restart.

    Returns:
        The version that was there.

    Raises:
        PackageError: there is no such package, or the shell is made of it.
    """
    try:
        found = importlib.metadata.distribution(name)
    except (importlib.metadata.PackageNotFoundError, ValueError):
        raise PackageError(wording.not_installed(name=name)) from None
    if _belongs_to_shell(found):
        raise PackageError(wording.of_the_shell(name=name, version=found.version))
    version = found.version
    _remove(found)
    importlib.invalidate_caches()
    return version


def _belongs_to_shell(found: importlib.metadata.Distribution) -> bool:
    """Whether it came with the image, whose builder installs wheels from this folder; what came with Python says nothing."""
    return (found.read_text("PYODIDE_URL") or _OF_THE_IMAGE).startswith(_OF_THE_IMAGE)


def _remove(found: importlib.metadata.Distribution) -> None:
    root = Path(str(found.locate_file(""))).resolve()
    files = [Path(str(found.locate_file(file))).resolve() for file in found.files or ()]
    own = [file for file in files if file.is_relative_to(root)]
    for file in own:
        file.unlink(missing_ok=True)
        shutil.rmtree(file.parent / "__pycache__", ignore_errors=True)
    about = next((file.parent for file in own if file.parent.name.endswith(".dist-info")), None)
    if about is not None:
        shutil.rmtree(about, ignore_errors=True)
    folders = {parent for file in own for parent in file.parents if parent != root and parent.is_relative_to(root)}
    for folder in sorted(folders, key=lambda each: len(each.parts), reverse=True):
        try:
            folder.rmdir()
        except OSError:  # something that is not the package's is in there
            continue
