"""What a list says of one party: its names, dates of birth and countries, as published."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of party is listed; unknown is compared with every sort."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    UNKNOWN = "unknown"

    def may_be(self, other: "Kind") -> bool:
        """Whether a party of this kind can be one of that kind."""
        return self is other or Kind.UNKNOWN in (self, other)


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of a party; weak where its publisher calls it of low quality."""

    text: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """One party of a list. Birth dates are ISO 8601 as far as known: a year, a month or a day."""

    id: str
    kind: Kind
    names: tuple[ListedName, ...]
    birth_dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    source: str = ""
    reference: str = ""
    listed_on: str = ""
    notes: str = ""
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def caption(self) -> str:
        """The first name, by which it is shown."""
        return self.names[0].text


def matchable_hash(entity: Entity) -> str:
    """The hash of what is compared of a party: while it stays the same, a ruling on a match with it can be kept."""
    parts = [
        entity.kind.value,
        sorted([name.text, name.weak] for name in entity.names),
        sorted(entity.birth_dates),
        sorted(entity.countries),
    ]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def to_record(entity: Entity) -> dict[str, Any]:
    """The entity as plain JSON values."""
    return asdict(entity)


def from_record(record: Mapping[str, Any]) -> Entity:
    """The entity that ``to_record`` wrote."""
    lists = {
        "kind": Kind(record["kind"]),
        "names": tuple(ListedName(**name) for name in record["names"]),
        "birth_dates": tuple(record["birth_dates"]),
        "countries": tuple(record["countries"]),
    }
    return Entity(**{**record, **lists})
