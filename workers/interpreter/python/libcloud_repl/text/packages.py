"""Packages: how they come, and what stands in their way."""

from __future__ import annotations

# Progress

done_of = "{done} of {total}".format


def bytes_text(count: int) -> str:
    return f"{count} {'byte' if count == 1 else 'bytes'}"


# The index

no_index = "{index!r} is no address of a package index; it begins with https:// or http://.".format
not_in_index = "The index at {host} has no package {name!r}.".format
answered = "{host} answered {status} {reason}.".format

# What is asked for

no_requirement = "That is no requirement such as name or name==1.2: {reason}.".format
present_already = "{wanted} was asked for, but {name} {version} is installed already; %pip uninstall removes what you installed.".format
no_wheel = "{wanted} has no wheel that runs here.".format
no_version = "{name} has no version {specifier}; the newest is {newest}.".format
other_version = "{wanted} has no wheel that runs here; Pyodide has {name} {version}.".format
needs_compiled = "{wanted} has no wheel that runs here: it needs compiled code, and nobody has built it for Pyodide.".format
source_only = "{wanted} comes as source only, and this shell cannot build it.".format

# What came

NO_ARCHIVE = "What came is no wheel: it is no zip archive."
NO_METADATA = "What came is no wheel: it has no metadata."
leaves_folder = "The wheel would write outside of its folder: {name!r}.".format
other_hash = "{file} of {host} is not the file that Pyodide's lock names: its SHA-256 is another.".format

# What is there

not_installed = "{name} is not installed.".format
of_the_shell = "{name} {version} belongs to this shell, and stays.".format

# A module that is not there

pip_may_bring = "%pip install {module} may bring it.".format
import_fetches = "import {module} at the prompt fetches it.".format
not_fetched = "No module named {module!r} yet: {package} {version} has to be fetched from {host}, which failed. {reason}".format
