"""A list as it was read: its parties, and a manifest that says what was read and what was not.

- Nothing that could be read is lost because something beside it could not.
- What could not be read is counted, and named with its place and the reason.
- An empty list, or one that ends in the middle, is never taken for a list without matches: see ``why_not_clear``.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from vetting.screening.countries import to_codes
from vetting.screening.dates import to_iso_date
from vetting.screening.entities import Entity, ListedName

LONGEST_NAME = 1_000  # letters; a longer text in a name's place is a damaged row
SHOWN_REJECTS = 1_000
FEW = 20  # so few parties may leave a small list at once
MOST_STAY = 0.9  # of a longer list, at least so many stay from one version to the next


@dataclass(frozen=True, slots=True)
class Reject:
    """One thing that could not be used: where it stands, the reason, and whether the whole row was lost."""

    where: str
    reason: str
    lost: bool = True


@dataclass(frozen=True)
class Manifest:
    """What was read: its hash, the date its publisher gives, the counts, and what was rejected."""

    source: str
    layout: str
    sha256: str
    list_date: str
    entities: int
    names: int
    rejected: int
    rejects: tuple[Reject, ...] = ()
    truncated: bool = False
    lost: int = 0  # of what was rejected: whole entries
    parts: Mapping[str, str] = field(default_factory=dict)  # each file by name, with its hash

    def why_shrunk(self, before: int) -> str | None:
        """Why a list that had so many parties before is not taken to have so few now, if so."""
        if before - self.entities < FEW or self.entities >= before * MOST_STAY:
            return None
        return (
            f"The list {self.source} shrank from {before} to {self.entities} parties without an explanation."
        )

    def why_not_clear(self, on: date | None = None, max_age_days: int | None = None) -> str | None:
        """Why finding no match in this list proves nothing; None where it does say something."""
        if self.entities == 0:
            return f"The list {self.source} is empty: nothing was screened."
        if self.truncated:
            return f"The list {self.source} ends in the middle: what is missing was not screened."
        if self.lost > self.entities:
            return f"The list {self.source} lost more entries ({self.lost}) than could be read ({self.entities})."
        if on is None or max_age_days is None:
            return None
        if not self.list_date:
            return f"The list {self.source} has no date: its age is not known."
        age = (on - date.fromisoformat(self.list_date[:10])).days
        if age < -1:  # the day begins earlier elsewhere
            return f"The list {self.source} is dated {self.list_date[:10]}, a day that has not come: its age is not known."
        if age > max_age_days:
            return f"The list {self.source} is {age} days old; at most {max_age_days} are allowed."
        return None


@dataclass(frozen=True)
class LoadedList:
    """The parties of a list, with its manifest."""

    entities: tuple[Entity, ...]
    manifest: Manifest


def manifest_record(manifest: Manifest) -> dict[str, Any]:
    """The manifest as plain JSON values."""
    return asdict(manifest)


def manifest_from_record(record: Mapping[str, Any]) -> Manifest:
    """The manifest that ``manifest_record`` wrote."""
    return Manifest(**{**record, "rejects": tuple(Reject(**one) for one in record["rejects"])})


@dataclass
class ListDraft:
    """A list while it is being read: takes parties in, refuses what is none, remembers why."""

    source: str
    layout: str
    entities: dict[str, Entity] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    rejected: int = 0
    lost: int = 0
    truncated: bool = False
    list_date: str = ""

    def reject(self, where: str, reason: str, *, lost: bool = True) -> None:
        """Count and name what could not be used."""
        self.rejected += 1
        self.lost += lost
        if len(self.rejects) < SHOWN_REJECTS:
            self.rejects.append(Reject(where, reason, lost))

    def cut_off(self, where: str, reason: str) -> None:
        """Name the place where the list ends too early."""
        self.truncated = True
        self.reject(where, reason)

    def add(self, where: str, raw: Entity) -> None:
        """Take in a party whose names, dates and countries stand as published; one without id or name is rejected."""
        if not raw.id:
            self.reject(where, "has no id")
        elif raw.id in self.entities:
            self.reject(where, f"has the id {raw.id} of another entry")
        elif names := self._keep_names(where, raw.names):
            self.entities[raw.id] = replace(
                raw,
                names=names,
                birth_dates=self._keep_dates(where, raw.birth_dates),
                countries=to_codes(raw.countries),
                source=self.source,
            )
        else:
            self.reject(where, "has no name")

    def extend(
        self, where: str, ident: str, *, names: Iterable[ListedName] = (), countries: Iterable[str] = ()
    ) -> None:
        """Add names or countries to a party that was taken in before."""
        known = self.entities.get(ident)
        if known is None:
            self.reject(where, f"belongs to {ident}, which is not on the list")
            return
        self.entities[ident] = replace(
            known,
            names=tuple(dict.fromkeys((*known.names, *self._keep_names(where, names)))),
            countries=tuple(dict.fromkeys((*known.countries, *to_codes(countries)))),
        )

    def finish(self, content: bytes, parts: Mapping[str, str] | None = None) -> LoadedList:
        """The list as read, with its manifest."""
        entities = tuple(self.entities.values())
        manifest = Manifest(
            source=self.source,
            layout=self.layout,
            sha256=hashlib.sha256(content).hexdigest(),
            list_date=self.list_date,
            entities=len(entities),
            names=sum(len(entity.names) for entity in entities),
            rejected=self.rejected,
            rejects=tuple(self.rejects),
            truncated=self.truncated,
            lost=self.lost,
            parts=parts or {},
        )
        return LoadedList(entities, manifest)

    def _keep_names(self, where: str, names: Iterable[ListedName]) -> tuple[ListedName, ...]:
        kept: dict[str, ListedName] = {}
        for name in names:
            text = " ".join(name.text.split())
            if len(text) > LONGEST_NAME:
                self.reject(where, f"a name has {len(text)} letters", lost=False)
            elif any(one.isalnum() for one in text):
                kept.setdefault(text, ListedName(text, name.weak))
        return tuple(kept.values())

    def _keep_dates(self, where: str, dates: Iterable[str]) -> tuple[str, ...]:
        kept: list[str] = []
        for text in dates:
            if iso := to_iso_date(text):
                kept.append(iso)
            elif text.strip():
                self.reject(where, f"the date {text.strip()[:40]!r} cannot be read", lost=False)
        return tuple(dict.fromkeys(kept))


def decode(content: bytes, draft: ListDraft, *, fallback: str = "latin-1") -> str:
    """The text of a list: UTF-8 where it is, else the fallback; bytes that are neither are named."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if fallback != "utf-8":
            return content.decode(fallback)
        draft.reject(f"byte {error.start}", "is no UTF-8; the letters there are lost", lost=False)
        return content.decode("utf-8-sig", errors="replace")


def of_texts(texts: Iterable[str], *, weak: bool = False) -> tuple[ListedName, ...]:
    """Names of one quality."""
    return tuple(ListedName(text, weak) for text in texts)
