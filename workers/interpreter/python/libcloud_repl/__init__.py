"""The Python side of the Libcloud REPL: the shell, its streams, and the way of HTTP to the page."""
