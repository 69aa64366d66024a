"""What an interpreter from a snapshot has to learn anew, since its memory is of the builder's time and place."""

from __future__ import annotations

import logging
import random
import time

__all__ = ["awaken"]


def awaken() -> None:
    """Gives it random numbers of its own and the time zone of the browser. Call it before any code of the user runs.

    ``time.tzset()`` does not exist in Pyodide, so this does what it would, after libc has been told. ``logging`` counts from when it was
    imported.
    """
    random.seed()
    logging._startTime = time.time_ns()
    year = time.localtime().tm_year
    winter, summer = (time.localtime(time.mktime((year, month, 1, 12, 0, 0, 0, 1, -1))) for month in (1, 7))
    standard, other = sorted((winter, summer), key=lambda at: at.tm_gmtoff)
    time.timezone, time.altzone = -standard.tm_gmtoff, -other.tm_gmtoff
    time.daylight = int(standard.tm_gmtoff != other.tm_gmtoff)
    time.tzname = (standard.tm_zone, other.tm_zone)
