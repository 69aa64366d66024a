"""What ``name?`` and ``name??`` say about an object."""

SIGNATURE = "Signature:"
TYPE = "Type:"
VALUE = "Value:"
FILE = "File:"
SOURCE = "Source:"
DOCSTRING = "Docstring:"

METHOD = "method"
CLASS = "class"
MODULE = "module"
PROPERTY = "property (computed when it is read)"

NO_DOCSTRING = "No docstring."
NO_SOURCE = "Its source is not here: it is written in C, or its file is not in this interpreter."
no_name = "There is no name {name!r}.".format
no_attribute = "{owner} has no attribute {name!r}, or computes it when it is read.".format
not_followed = "{name} is computed when it is read, so it was not followed.".format
