"""How results are shown: tables of libcloud's objects, JSON, pictures."""

from .hook import DisplayHook, Options
from .pictures import Picture
from .table import Table, table

__all__ = ["DisplayHook", "Options", "Picture", "Table", "table"]
