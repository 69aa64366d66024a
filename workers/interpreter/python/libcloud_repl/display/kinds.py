"""Which columns each kind of libcloud's objects has. Reviewed: nothing here may lead to a secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..lookup.dicts import find
from ..lookup.objects import bases_of, class_dict, name_of_class
from ..text import display as wording

__all__ = ["Column", "columns_of"]


@dataclass(frozen=True, slots=True)
class Column:
    """``path``: attributes, and keys of dicts, with dots. ``head`` is shown above; ``unit`` says how numbers are written.

    ``weight``: where there is no room, the column with the highest is left out first; 0 never is.
    """

    path: str
    head: str = ""
    weight: int = 1
    unit: str = ""

    @property
    def title(self) -> str:
        return self.head or self.path.rpartition(".")[2].replace("_", " ")


_ID, _NAME, _STATE = Column("id", weight=2), Column("name", weight=0), Column("state", weight=1)
_LOCATION = (_ID, _NAME, Column("country"))

KINDS: dict[tuple[str, str], tuple[Column, ...]] = {
    ("libcloud.compute.base", "Node"): (
        _ID, _NAME, _STATE, Column("public_ips"), Column("private_ips", weight=3), Column("size", weight=4),
        Column("created_at", wording.CREATED, weight=5),
    ),
    ("libcloud.compute.base", "NodeSize"): (
        _ID, _NAME, Column("ram", wording.RAM), Column("disk", wording.DISK), Column("bandwidth", weight=4), Column("price", wording.PRICE),
    ),
    ("libcloud.compute.base", "NodeImage"): (_ID, _NAME),
    ("libcloud.compute.base", "NodeImageMember"): (_ID, Column("image_id", wording.IMAGE), _STATE, Column("created", weight=3)),
    ("libcloud.compute.base", "NodeLocation"): _LOCATION,
    ("libcloud.compute.base", "StorageVolume"): (_ID, _NAME, Column("size", wording.SIZE), _STATE),
    ("libcloud.compute.base", "VolumeSnapshot"): (_ID, _NAME, Column("size", wording.SIZE), _STATE, Column("created", weight=3)),
    # Neither the private key nor the public one, which is long.
    ("libcloud.compute.base", "KeyPair"): (_NAME, Column("fingerprint")),
    ("libcloud.storage.base", "Container"): (_NAME, Column("extra.creation_date", wording.CREATED, weight=2)),
    ("libcloud.storage.base", "Object"): (
        _NAME, Column("size", unit="bytes"), Column("extra.last_modified", wording.MODIFIED, weight=2), Column("hash", weight=4),
    ),
    ("libcloud.dns.base", "Zone"): (_ID, Column("domain", weight=0), Column("type"), Column("ttl", wording.TTL)),
    ("libcloud.dns.base", "Record"): (
        _ID, _NAME, Column("type", weight=0), Column("data"), Column("ttl", wording.TTL, weight=3), Column("zone.domain", wording.ZONE, weight=4),
    ),
    ("libcloud.loadbalancer.base", "LoadBalancer"): (_ID, _NAME, _STATE, Column("ip"), Column("port")),
    ("libcloud.loadbalancer.base", "Member"): (_ID, Column("ip", weight=0), Column("port"), Column("balancer", weight=3)),
    ("libcloud.container.base", "Container"): (
        _ID, _NAME, _STATE, Column("image"), Column("ip_addresses", weight=2), Column("created_at", wording.CREATED, weight=4),
    ),
    ("libcloud.container.base", "ContainerImage"): (_ID, _NAME, Column("version"), Column("path", weight=3)),
    ("libcloud.container.base", "ContainerCluster"): (_ID, _NAME),
    ("libcloud.container.base", "ClusterLocation"): _LOCATION,
    ("libcloud.backup.base", "BackupTarget"): (_ID, _NAME, Column("address"), Column("type")),
    ("libcloud.backup.base", "BackupTargetJob"): (_ID, Column("status", weight=0), Column("progress", wording.PROGRESS), Column("target", weight=2)),
    ("libcloud.backup.base", "BackupTargetRecoveryPoint"): (_ID, Column("date", weight=0), Column("target", weight=2)),
}  # fmt: skip


def columns_of(value: Any) -> tuple[Column, ...] | None:
    """The columns of an object of libcloud, also of a driver's subclass. None: it is something else."""
    for base in bases_of(type(value)):
        module = find(class_dict(base), "__module__")
        columns = KINDS.get((module, name_of_class(base))) if type(module) is str else None
        if columns is not None:
            return columns
    return None
