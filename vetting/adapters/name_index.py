"""The index of listed names: a tantivy folder, written beside and moved into place as a whole.

One document for each name of a party, with its terms; one for each party, with all that its list says. A folder is
named by what is in it, so that two processes never write different things into one.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import tantivy

from vetting.domain.errors import EnvironmentFault, NotFound
from vetting.screening.entities import Entity, Kind, from_record, to_record
from vetting.screening.lists import LoadedList, Manifest, manifest_from_record, manifest_record
from vetting.screening.names import analyse
from vetting.screening.score import Candidate, Query
from vetting.screening.tokens import TERMS_VERSION, find_terms

MANIFEST = "manifest.json"
MOST_LISTS = 1_000  # in one index, of which each may have a party of one id
WRITER_MEMORY = 64_000_000  # bytes; tantivy asks for at least 15 MB a thread
LAYOUT = "2"  # of the documents in the index
_PERSON, _OTHER = "person", "other"


def index_name(manifests: Iterable[Manifest]) -> str:
    """The name of the folder for these lists: a hash of theirs, of the layout and of the version of the terms."""
    hashes = sorted(f"{one.source}:{one.sha256}" for one in manifests)
    return hashlib.sha256("\n".join((LAYOUT, TERMS_VERSION, *hashes)).encode()).hexdigest()[:32]


def publish_index(lists: Sequence[LoadedList], folder: Path) -> Path:
    """Write the index of these lists into the folder unless it is there already; give its path.

    It appears under its name only when it is whole; raises ``EnvironmentFault`` where the disk refuses.
    """
    path = folder / index_name(one.manifest for one in lists)
    if (path / MANIFEST).is_file():
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(prefix=".draft-", dir=folder))
        try:
            write_index(lists, draft)
            _move_into_place(draft, path)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except (OSError, ValueError) as error:
        raise EnvironmentFault(f"The index of names could not be written in {folder}: {error}.") from error
    return path


def write_index(lists: Sequence[LoadedList], folder: Path) -> None:
    """Write names, parties and manifest into an empty folder."""
    index = tantivy.Index(_schema(), path=str(folder))
    writer = index.writer(heap_size=WRITER_MEMORY, num_threads=1)
    for one in lists:
        for entity in one.entities:
            _add_entity(writer, entity)
    writer.commit()
    writer.wait_merging_threads()
    records = [manifest_record(one.manifest) for one in lists]
    text = json.dumps({"terms": TERMS_VERSION, "lists": records}, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class TantivyIndex:
    """A published index, read only; raises ``NotFound`` where there is none."""

    folder: Path

    def __post_init__(self) -> None:
        if not (self.folder / MANIFEST).is_file():
            raise NotFound("index of names", self.folder.name)

    @cached_property
    def manifests(self) -> tuple[Manifest, ...]:
        """The manifests of the lists in it."""
        found = json.loads((self.folder / MANIFEST).read_text("utf-8"))
        return tuple(manifest_from_record(record) for record in found["lists"])

    @property
    def versions(self) -> tuple[str, ...]:
        """Each list by its name, date and hash."""
        return tuple(f"{one.source}@{one.list_date or 'undated'}:{one.sha256[:16]}" for one in self.manifests)

    @cached_property
    def faults(self) -> tuple[str, ...]:
        """Which lists are empty or end in the middle; or that there is no list at all."""
        if not self.manifests:
            return ("No list is loaded: nothing was screened.",)
        found = (one.why_not_clear() for one in self.manifests)
        return tuple(fault for fault in found if fault)

    def find_candidates(self, query: Query, limit: int) -> list[Candidate]:
        """The names with most in common, each as its own candidate."""
        searcher = self._searcher
        found: list[Candidate] = []
        for field, kind in _fields_of(query.kind):
            terms = find_terms(analyse(query.name, kind))
            if terms:
                asked = self._ask(field, terms)
                hits = searcher.search(asked, limit, count=False).hits
                found += (_to_candidate(searcher.doc(address)) for _, address in hits)
        return [one for one in found if one.kind.may_be(query.kind)]

    @property
    def name(self) -> str:
        """The hash by which it is known: of its lists, its layout and its terms."""
        return self.folder.name

    def get_entity(self, ident: str, source: str = "") -> Entity:
        """All that its list says of a party, of any list where none is named; raises ``NotFound``."""
        asked = tantivy.Query.term_query(self._index.schema, "id", ident)
        hits = self._searcher.search(asked, MOST_LISTS, count=False).hits
        found = (from_record(json.loads(_one(self._searcher.doc(place), "record"))) for _, place in hits)
        entity = next((one for one in found if source in ("", one.source)), None)
        if entity is None:
            raise NotFound("listed party", ident)
        return entity

    def _ask(self, field: str, terms: Sequence[str]) -> tantivy.Query:
        schema = self._index.schema
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, tantivy.Query.term_query(schema, field, term, "freq")) for term in terms]
        )

    @cached_property
    def _index(self) -> tantivy.Index:
        return tantivy.Index.open(str(self.folder))

    @cached_property
    def _searcher(self) -> tantivy.Searcher:
        return self._index.searcher()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in (_PERSON, _OTHER):
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("id", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("name", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("record", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _fields_of(kind: Kind) -> list[tuple[str, Kind]]:
    """Where names of a kind are found, and as what they are read; an unknown kind in both places."""
    places = []
    if kind.may_be(Kind.PERSON):
        places.append((_PERSON, Kind.PERSON))
    if kind is not Kind.PERSON:
        places.append((_OTHER, Kind.ORGANISATION))
    return places


def _add_entity(writer: tantivy.IndexWriter, entity: Entity) -> None:
    writer.add_document(
        tantivy.Document(id=entity.id, record=json.dumps(to_record(entity), ensure_ascii=False))
    )
    for name in entity.names:
        told = [
            entity.id,
            entity.kind,
            name.text,
            name.weak,
            entity.birth_dates,
            entity.countries,
            entity.source,
        ]
        fields = {
            field: " ".join(find_terms(analyse(name.text, kind))) for field, kind in _fields_of(entity.kind)
        }
        writer.add_document(tantivy.Document(name=json.dumps(told, ensure_ascii=False), **fields))


def _to_candidate(document: tantivy.Document) -> Candidate:
    ident, kind, name, weak, births, countries, source = json.loads(_one(document, "name"))
    return Candidate(ident, Kind(kind), name, weak, tuple(births), tuple(countries), source)


def _one(document: tantivy.Document, field: str) -> Any:
    return document.get_first(field)


def _move_into_place(draft: Path, path: Path) -> None:
    """Another process may have been quicker: what it put there is the same."""
    try:
        draft.rename(path)
    except OSError:
        if not (path / MANIFEST).is_file():
            raise
