"""The prompt itself, the list of completions below it, and the pager."""

LEAVE = "Leave this session? Its variables and files will be gone. [y/N] "
#: What is typed to agree, in lower case.
YES = ("y", "yes")
pasted = "({lines} lines pasted: Enter runs them, Ctrl-C drops them) ".format

# The list of completions

more_choices = "   {count} more…".format

# The pager

HELP_TITLE = "help"
HISTORY_TITLE = "history"
place = "{first}-{last} of {total}".format
pager_status = " {title}: {where} · Space, b, arrows, g, G move · / searches, n goes on · q ends ".format
not_found = " {pattern!r} is not there. ".format
