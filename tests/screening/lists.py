"""Small lists of fictional parties, and the lists that screening is measured on."""

import gzip
from functools import cache
from pathlib import Path

from vetting.screening.entities import Entity, Kind, ListedName
from vetting.screening.lists import ListDraft, LoadedList
from vetting.screening.loaders import load_files

DATA = Path(__file__).resolve().parents[1] / "data" / "screening"


def a_party(ident: str, *names: str, kind: Kind = Kind.PERSON, **more: object) -> Entity:
    return Entity(ident, kind, tuple(ListedName(name) for name in names), **more)  # type: ignore[arg-type]


def a_list(*parties: Entity, source: str = "small") -> LoadedList:
    draft = ListDraft(source, "ftm-json", list_date="2026-01-02")
    for party in parties:
        draft.add(party.id, party)
    return draft.finish(repr(parties).encode())


def read_data(name: str) -> bytes:
    content = (DATA / name).read_bytes()
    return gzip.decompress(content) if name.endswith(".gz") else content


@cache
def load_measured_lists() -> tuple[LoadedList, ...]:
    """The US list of July 2021 and the excerpt of the UN list."""
    names = [f"ofac_{part}_2021-07.csv" for part in ("sdn", "alt", "add")]
    files = {name: read_data(f"{name}.gz") for name in names}
    excerpt = "un_sc_excerpt_2026-02-27.xml"
    return tuple(load_files({**files, excerpt: read_data(excerpt)}))
