"""Screenings of a case: which names were compared with which lists, and the matches that came of it.

- A run stands as it was: with its lists, their dates and hashes, its engine, thresholds and index.
- A match is a question, never a statement: a party of the case that looks like a listed one, with the comparisons
  that say why. It goes on standing when the list drops the entry or the names change; its state then says so.
- A match is bound to what was compared: the fingerprint of the case's party and the hash of the listed one.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict
from sqlmodel import Field, SQLModel


class ListKind(StrEnum):
    """What being on a list would mean for a case."""

    UN_SANCTIONS = "un_sanctions"
    SANCTIONS = "sanctions"
    DEBARMENT = "debarment"
    REGISTER = (
        "register"  # a register of companies, or the office's own declarations: no measure against anyone
    )


LEADS_TO_STOP = frozenset({ListKind.UN_SANCTIONS, ListKind.SANCTIONS, ListKind.DEBARMENT})
"""The lists of which a true match leads to a stop (EXC-04, EXC-05, EXC-16): ruling one false takes four eyes."""

_REGISTERS = frozenset({"gleif-csv", "declarations", "bods"})
_DEBARMENTS = frozenset({"debarment", "ineligibility"})


def kind_of_list(layout: str, source: str) -> ListKind:
    """The kind of a list by its layout and name; one that nothing is known of counts as sanctions."""
    if layout == "un-xml" or source.casefold().startswith("un_sc"):
        return ListKind.UN_SANCTIONS
    if layout in _REGISTERS:
        return ListKind.REGISTER
    return ListKind.DEBARMENT if layout in _DEBARMENTS else ListKind.SANCTIONS


class ListUsed(BaseModel):
    """One list as it stood when it was used."""

    model_config = ConfigDict(frozen=True)

    source: str
    kind: ListKind
    layout: str
    version: str  # sha256 of its files; empty where none could ever be loaded
    list_date: str  # ISO 8601, or empty
    entries: int
    names: int
    rejected: int
    lost: int = 0  # of those rejected, the whole entries
    truncated: bool = False
    loaded_at: str = ""
    failure: str = ""  # the sentence of the last attempt to load or update it, where that failed


class Subject(BaseModel):
    """A person or body of the case, under every name the case gives it."""

    model_config = ConfigDict(frozen=True)

    id: str  # the party's id, or the row's: "ENT-06-4f1c09aa"
    where: str  # where the case names it: "party lingua", "ENT-06"
    kind: str  # person, organisation, unknown
    names: tuple[str, ...]
    birth_date: str = ""
    countries: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    founded: str = ""  # of a company; no list says it, so it only keeps namesakes apart

    @property
    def fingerprint(self) -> str:
        """The hash of all that a judgement rests on at this side, whatever the order and spelling of blanks."""
        names = sorted({normalise_name(name) for name in self.names})
        return hash_of(
            [names, self.birth_date, sorted(self.countries), sorted(map(normalise_name, self.identifiers))]
        )


class ReasonShown(BaseModel):
    """One comparison of a match: its points, for or against, and its sentence."""

    model_config = ConfigDict(frozen=True)

    comparison: str
    points: float
    sentence: str


class ScreeningRunFields(SQLModel):
    """One screening of the names of a case; a later one does not change it."""

    case: str
    number: int  # from 1
    at: datetime
    scope: str  # "all", or "changed": only what its lists changed since the run before
    engine: str
    engine_version: str
    alert: float  # the score from which a match is an alert
    show: float  # the score from which it is shown and must be judged
    max_age_days: int
    index: str  # the name of the index: a hash of the lists in it and of the version of its terms
    lists: list[ListUsed] = Field(default_factory=list)
    subjects: list[Subject] = Field(default_factory=list)
    faults: list[str] = Field(default_factory=list)  # why finding nothing proves nothing, in sentences
    found: list[str] = Field(default_factory=list)  # ids of the matches that are new
    changed: list[str] = Field(default_factory=list)  # of which one side changed
    gone: list[str] = Field(default_factory=list)  # that no longer stand
    basis: str  # the hash of what it read: it is due again when this would change


class MatchState(StrEnum):
    """Whether a match still stands."""

    STANDS = "stands"
    DELISTED = "delisted"  # the list no longer has the entry
    UNLIKE = "unlike"  # with what is known by now the two no longer look alike


class MatchFields(SQLModel):
    """One party of the case that looks like one listed party."""

    case: str
    id: str = Field(min_length=1, max_length=40)  # M-1
    subject: str
    subject_where: str
    subject_name: str  # the name that came closest
    subject_birth_date: str = ""
    subject_countries: list[str] = Field(default_factory=list)
    fingerprint: str
    source: str  # of the list
    list_kind: ListKind
    list_version: str
    list_date: str
    entity: str  # its id on the list
    entity_name: str  # the name that came closest
    entity_names: list[str] = Field(default_factory=list)
    entity_kind: str
    entity_birth_dates: list[str] = Field(default_factory=list)
    entity_countries: list[str] = Field(default_factory=list)
    entity_reference: str = ""
    entity_listed_on: str = ""
    entity_hash: str
    score: float
    alert: bool
    reasons: list[ReasonShown] = Field(default_factory=list)
    state: MatchState = MatchState.STANDS
    first_run: int
    last_run: int
    recalled_case: str | None = None  # where the judgement stands that was recalled for it
    recalled_number: int | None = None

    @property
    def leads_to_stop(self) -> bool:
        """Whether a true match would lead to a stop."""
        return self.list_kind in LEADS_TO_STOP

    @property
    def basis(self) -> str:
        """A short hash of both sides: what a person saw who judges it."""
        return hash_of([self.fingerprint, self.entity_hash])[:12]


def normalise_name(text: str) -> str:
    """A name without regard to case, compatibility forms, punctuation and blanks."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def hash_of(value: object) -> str:
    """The sha256, in hex, of plain JSON values."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def find_standing_matches(matches: Iterable[MatchFields]) -> list[MatchFields]:
    """The matches that still stand, in the order given."""
    return [match for match in matches if match.state is MatchState.STANDS]
