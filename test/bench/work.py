"""What programs do all the time, so that Python in the shell can be held against Python in stock Pyodide."""

import os
import time


# Engines compile what runs often anew, beside it; before they have, one would measure when that was.
SECONDS = 1


def run():
    """How long each takes, in seconds: the best of as many as go into a second."""
    with open(os.devnull, "w", buffering=1) as nowhere:
        return {work.__name__: min(measured(work, nowhere)) for work in (loops, calls, strings, lines)}


def measured(work, file):
    start = end = time.perf_counter()
    while end - start < SECONDS:
        begin = end
        work(file)
        end = time.perf_counter()
        yield end - begin


def loops(_):
    total = 0
    for number in range(300_000):
        total += number & 3


def calls(_):
    items = []
    for number in range(100_000):
        items.append(number.bit_length())
        isinstance(items, list)


def strings(_):
    for number in range(50_000):
        str(number), f"{number!r}"


def lines(file):
    for number in range(50_000):
        print(number, file=file)
