"""Looks at objects without running any code of theirs: no property, no ``__getattr__``, no descriptor, no ``__repr__``."""
