"""Commands that begin with ``%``: usage, help and what they say."""

from __future__ import annotations

#: Usage and summary of a command, as ``%help`` and Tab show them.
Help = tuple[str, str]

HELP: Help = ("%help [COMMAND]", "lists these commands")
PIP: Help = ("%pip install NAME[==VERSION] …", "packages from PyPI, for this session; also: %pip list, %pip uninstall NAME")
HISTORY: Help = ("%history [N | TEXT]", "this session's entries; the last N of all, or those with TEXT in them")
CLEAR: Help = ("%clear", "empties the screen, and what was scrolled away")
RESTART: Help = ("%restart", "ends Python and starts it anew; variables are gone")
TIME: Help = ("%time STATEMENT", "runs it, and says how long it took, and how long Python worked")
SAVE: Help = ("%save [-f] FILE", "writes this session's statements to a file here; -f overwrites")
LOAD: Help = ("%load FILE", "puts the text of a file here at the prompt; Enter runs it")
ENV: Help = ("%env [NAME[=VALUE]]", "lists, shows or sets environment variables; a list hides secrets")
UPLOAD: Help = ("%upload", "files of your computer into the current folder; the page asks which")
DOWNLOAD: Help = ("%download FILE", "a file from here to your computer; the page asks first")
THEME: Help = ("%theme [dark|light|contrast|auto]", "how the page looks until it is closed; auto is as the system says")


def no_command(name: str, nearest: str | None) -> str:
    hint = f" Did you mean %{nearest}?" if nearest else ""
    return f"There is no command %{name}.{hint} %help lists them all."


# %pip

_PIP_USAGE = "%pip install NAME[==VERSION] …, %pip list, or %pip uninstall NAME …"
PIP_ACTIONS = f"%pip does three things: {_PIP_USAGE}."
INSTALL_WHAT = f"Install what? {_PIP_USAGE}"
UNINSTALL_WHAT = "Uninstall what? %pip uninstall NAME …"
ALL_INSTALLED = "All of that is installed already."
unknown_option = "%pip install knows no option {word}; it knows --index-url URL, --pre and --no-deps.".format
unreadable_arguments = "%pip: {reason}.".format
installed = "Installed {listed}.".format
uninstalled = "Uninstalled {name} {version}.".format

# %time, %save, %load

TIME_WHAT = "What is to be timed? %time STATEMENT"
SAVE_WHERE = "Save to which file? %save [-f] FILE"
LOAD_WHAT = "Load which file? %load FILE"
timed = "Wall time: {elapsed}, CPU time: {busy}".format
exists_already = "{path} exists already; %save -f {path} overwrites it.".format
not_writable = "{path} cannot be written: {reason}.".format
not_readable = "{path} cannot be read: {reason}.".format
not_utf8 = "{path} is no text in UTF-8.".format
too_many_lines = "{path} has {lines} lines, too many for the prompt; exec(open({path!r}).read()) runs it.".format


def saved(count: int, path: str) -> str:
    return f"{count} {'statement' if count == 1 else 'statements'} saved to {path}. Mind credentials in them."


# %env, %theme

no_variable = "There is no environment variable {name}; %env {name}=VALUE sets it.".format
no_variable_name = "{name!r} is no name of an environment variable.".format
no_theme = "There is no theme {name!r}: it is dark, light, contrast, or auto (as the system says).".format
automatic_theme = "auto (now {scheme})".format

# %upload, %download

UPLOAD_NO_NAME = "%upload takes no name: the page asks which files."
NONE_CHOSEN = "No file was chosen."
DOWNLOAD_WHAT = "Download which file? %download FILE"
NOT_DOWNLOADED = "Not downloaded."
became_shorter = "{name} became shorter while it was read.".format
not_writable_here = "{name} cannot be written here: {reason}.".format
handed_over = "{name}: {size} handed to the browser.".format
is_folder = "{name} is a folder; shutil.make_archive() makes one file of it.".format
too_large = "{name} has {size}; the most that can be downloaded is {most}.".format
