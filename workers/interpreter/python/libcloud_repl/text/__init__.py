"""What a person reads at the prompt: each module has the sentences of one area, so that they can be translated in one place.

Constants are in capitals. What is filled in has a name like a function's, and is called like one: mostly it is ``"… {name} …".format``,
which takes next to nothing of the image that every visitor loads, and what depends on a number is a function. Nothing here imports anything.

Not here are docstrings, which ``help()`` and ``name?`` show, and messages that are CPython's, urllib3's or requests' own: programs and
people know these.
"""
