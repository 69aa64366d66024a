"""What is known of an expression without evaluating it."""

from __future__ import annotations

from dataclasses import dataclass
from types import FunctionType
from typing import Any

__all__ = ["InstanceOf", "Known", "Method", "Result"]


@dataclass(frozen=True, slots=True)
class Known:
    """The very object."""

    value: Any


@dataclass(frozen=True, slots=True)
class InstanceOf:
    """Some instance of a class, as of a call that was not made."""

    cls: type


@dataclass(frozen=True, slots=True)
class Method:
    """A function that would be bound: its first parameter is taken. ``owner`` is the object or class that it was read from."""

    function: FunctionType
    owner: Known | InstanceOf


Result = Known | InstanceOf | Method
