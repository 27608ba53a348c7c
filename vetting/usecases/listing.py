"""Lists of a home: load them, see how they stand, and say when finding nothing in them proves nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from vetting.domain.errors import BadInput, Fault, VettingError
from vetting.screening.entities import Entity
from vetting.screening.lists import LoadedList, Manifest
from vetting.screening.loaders import load_files
from vetting.screening.match import NameIndex

MAX_AGE_DAYS = 7  # an older list is stale; publishers of sanctions change theirs within days


@dataclass(frozen=True, slots=True)
class ListState:
    """How a list stands: the version in use, when it was loaded, and what the last attempt failed on."""

    manifest: Manifest
    loaded_at: str
    failure: str = ""

    def why_not_clear(self, on: date, max_age_days: int = MAX_AGE_DAYS) -> str | None:
        """Why finding nothing in it proves nothing: it failed, is empty, broken off or stale."""
        return self.failure or self.manifest.why_not_clear(on, max_age_days)

    def is_dated_after(self, on: date) -> bool:
        """Whether it tells nothing of that day, since it is of a later one."""
        return self.manifest.list_date[:10] > on.isoformat()


class ListStore(Protocol):
    """Keeps versions of lists, and publishes what is in use as one index."""

    def keep(self, loaded: LoadedList, files: Mapping[str, bytes], at: datetime) -> None:
        """Keep a version, its files as they came, and put it in use."""

    def note_failure(self, source: str, failure: str) -> None:
        """Remember that a newer version could not be had; the version in use stays."""

    def states(self) -> Sequence[ListState]:
        """How each list stands, in order of their names."""

    def publish(self) -> None:
        """Make the versions in use searchable, all at once."""


class ListedIndex(NameIndex, Protocol):
    """An index of listed names that also gives what its lists say of a party."""

    @property
    def name(self) -> str:
        """The hash by which it is known."""

    def get_entity(self, ident: str, source: str = "") -> Entity:
        """All that its list says of a party; raises ``NotFound``."""


class ListShelf(Protocol):
    """Reads the lists of a home."""

    def states(self) -> Sequence[ListState]:
        """How each list stands, in order of their names."""

    def open_index(self) -> ListedIndex:
        """The index of the versions in use; raises ``EnvironmentFault`` where there are none."""

    def hashes(self, source: str, version: str) -> Mapping[str, str]:
        """For each party of a version, by its id, the hash of what is compared of it; raises ``NotFound``."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Where a list is published, in how many files, and as what content types."""

    source: str
    addresses: tuple[str, ...]
    kinds: tuple[str, ...]
    layout: str | None = None


@dataclass(frozen=True, slots=True)
class Downloaded:
    """What an address gave, and the day it was last changed there, if it says so."""

    content: bytes
    changed_on: str


class DownloadFailed(VettingError):
    """A publisher's address gave no list."""


class Fetcher(Protocol):
    """Downloads files of lists."""

    def fetch(self, address: str, kinds: tuple[str, ...]) -> Downloaded:
        """The bytes of an address; raises ``DownloadFailed``."""


def load_lists(  # noqa: PLR0913 (what whoever loads them says of them)
    store: ListStore,
    files: Mapping[str, bytes],
    at: datetime,
    layout: str | None = None,
    dated: date | None = None,
    *,
    smaller: bool = False,
) -> list[LoadedList]:
    """Load lists and publish them; an empty or broken one is not put in use, and is remembered as failed.

    So is one that shrank, unless whoever loads it says that it is rightly ``smaller``. A list that carries no date of
    its own gets the date that whoever loads it gives, ``dated``.

    Raises ``BadInput`` where no file is given.
    """
    if not files:
        raise BadInput([Fault("lists", "no file was given.", "Name at least one.")])
    loaded = [_date(one, dated) for one in load_files(files, layout)]
    for one in loaded:
        _take(store, one, files, at, smaller=smaller)
    store.publish()
    return loaded


def update_list(
    store: ListStore, fetcher: Fetcher, publisher: Publisher, at: datetime, *, smaller: bool = False
) -> str:
    """Download a list and put it in use; gives "updated", "unchanged", or the sentence of what failed.

    A failure is remembered: until a later update succeeds, finding nothing in the list proves nothing.
    """
    try:
        found = {address: fetcher.fetch(address, publisher.kinds) for address in publisher.addresses}
    except DownloadFailed as error:
        store.note_failure(publisher.source, f"The list {publisher.source} could not be updated. {error}")
        return str(error)
    known = {state.manifest.source: state.manifest.sha256 for state in store.states()}
    files = {_name_file(publisher, address): one.content for address, one in found.items()}
    loaded, *others = [_rename(one, publisher.source) for one in load_files(files, publisher.layout)]
    if others:
        failure = f"The list {publisher.source} came in files that do not belong together."
        store.note_failure(publisher.source, failure)
        return failure
    refused = _take(store, _date(loaded, _last_change(found.values())), files, at, smaller=smaller)
    store.publish()
    same = known.get(publisher.source) == loaded.manifest.sha256
    return refused or ("unchanged" if same else "updated")


def find_list_faults(states: Sequence[ListState], on: date, max_age_days: int = MAX_AGE_DAYS) -> list[str]:
    """Each reason for which "no match" in these lists proves nothing; no list at all is one."""
    if not states:
        return ["No list is loaded: nothing was screened. Load one: vetting lists load FILE"]
    found = (state.why_not_clear(on, max_age_days) for state in states)
    return [fault for fault in found if fault]


def find_left_out(states: Iterable[ListState], on: date) -> list[str]:
    """The lists with which a case of that day is not compared, each with why."""
    return [
        f"The list {one.manifest.source} is dated {one.manifest.list_date[:10]}, after the day of this case: it says "
        "nothing of that day and was left out."
        for one in states
        if one.is_dated_after(on)
    ]


def find_failures(states: Iterable[ListState], sources: Iterable[str]) -> list[str]:
    """What the last attempts to load these lists failed on."""
    wanted = set(sources)
    return [one.failure for one in states if one.manifest.source in wanted and one.failure]


def _date(loaded: LoadedList, dated: date | None) -> LoadedList:
    if loaded.manifest.list_date or dated is None:
        return loaded
    return replace(loaded, manifest=replace(loaded.manifest, list_date=dated.isoformat()))


def _last_change(found: Iterable[Downloaded]) -> date | None:
    days = [one.changed_on for one in found if one.changed_on]
    return date.fromisoformat(max(days)) if days else None


def _rename(loaded: LoadedList, source: str) -> LoadedList:
    entities = tuple(replace(entity, source=source) for entity in loaded.entities)
    return LoadedList(entities, replace(loaded.manifest, source=source))


def _name_file(publisher: Publisher, address: str) -> str:
    """The file's own name, so that the files of one list are known to belong together."""
    return address.rsplit("/", 1)[-1] or publisher.source


def _take(
    store: ListStore, loaded: LoadedList, files: Mapping[str, bytes], at: datetime, *, smaller: bool
) -> str | None:
    """Put a list in use; where it cannot be, why not."""
    failure = loaded.manifest.why_not_clear() or (None if smaller else _why_shrunk(store, loaded.manifest))
    if failure:
        store.note_failure(loaded.manifest.source, failure)
        return failure
    kept = {name: content for name, content in files.items() if name in loaded.manifest.parts}
    store.keep(loaded, kept, at)
    return None


def _why_shrunk(store: ListStore, manifest: Manifest) -> str | None:
    known = [one.manifest for one in store.states() if one.manifest.source == manifest.source]
    shrunk = manifest.why_shrunk(known[0].entities) if known else None
    return (
        f"{shrunk} The one before stays in use; if it is right, load it with --smaller." if shrunk else None
    )
