"""Looking for parties in an index: what is found, what is never taken for clear, and what stands in each result."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.screening.lists import a_list, a_party
from vetting.adapters.name_index import TantivyIndex, index_name, publish_index
from vetting.domain.errors import EnvironmentFault, NotFound
from vetting.screening.entities import Kind
from vetting.screening.lists import LoadedList
from vetting.screening.match import Screener
from vetting.screening.score import BuiltinScorer, Query

ANNA = a_party("p-1", "Anna Example", "Ann Exemplar", birth_dates=("1970-05-06",), countries=("Kenya",))
BORIS = a_party("p-2", "Boris Primer")
WORKS = a_party("o-1", "Meridian Works Ltd", kind=Kind.ORGANISATION)
SHIP = a_party("v-1", "Meridian Star", kind=Kind.VESSEL)
SOMEONE = a_party("u-1", "Quist Partners", kind=Kind.UNKNOWN)
SMALL = a_list(ANNA, BORIS, WORKS, SHIP, SOMEONE)


def screener(folder: Path, *lists: LoadedList) -> Screener:
    return Screener(TantivyIndex(publish_index(lists, folder)), BuiltinScorer())


def found(here: Screener, name: str, kind: Kind = Kind.UNKNOWN) -> list[tuple[str, bool]]:
    return [(match.candidate.entity_id, match.alert) for match in here.screen(Query(name, kind)).matches]


def test_a_party_is_found_by_any_of_its_names_and_stands_once(tmp_path: Path) -> None:
    here = screener(tmp_path, SMALL)
    assert found(here, "EXAMPLE, Anna", Kind.PERSON) == [("p-1", True)]
    assert found(here, "Ann Exemplar", Kind.PERSON) == [("p-1", True)]
    assert found(here, "Anna Exampel") == [("p-1", True)]


def test_a_person_is_not_looked_for_among_organisations_but_an_unknown_kind_is_everywhere(
    tmp_path: Path,
) -> None:
    here = screener(tmp_path, SMALL)
    assert found(here, "Meridian Works", Kind.PERSON) == []
    assert found(here, "Meridian Works") == [("o-1", True)]
    assert found(here, "Meridian Star", Kind.ORGANISATION) == []
    assert found(here, "Meridian Star", Kind.VESSEL) == [("v-1", True)]
    assert found(here, "Quist Partners", Kind.PERSON) == [("u-1", True)]


def test_a_result_names_engine_lists_and_thresholds(tmp_path: Path) -> None:
    result = screener(tmp_path, SMALL).screen(Query("Nobody Whatever", Kind.PERSON))
    assert result.is_clear
    assert (result.engine, result.version) == ("builtin", "1.3")
    assert result.lists == (f"small@2026-01-02:{SMALL.manifest.sha256[:16]}",)
    assert (result.thresholds.alert, result.thresholds.show) == (0.77, 0.5)


@pytest.mark.parametrize("name", ["", "   ", "!?", "\u200b"])
def test_a_party_without_a_name_is_never_clear(tmp_path: Path, name: str) -> None:
    result = screener(tmp_path, SMALL).screen(Query(name))
    assert not result.is_clear
    assert result.why_not_clear == ("The party has no name that could be screened.",)


def test_no_list_an_empty_list_and_a_broken_list_are_never_clear(tmp_path: Path) -> None:
    empty = a_list(source="empty")
    broken = replace(SMALL, manifest=replace(SMALL.manifest, truncated=True))
    for lists, why in (
        ((), "No list is loaded: nothing was screened."),
        ((empty, SMALL), "The list empty is empty: nothing was screened."),
        ((broken,), "The list small ends in the middle: what is missing was not screened."),
    ):
        result = screener(tmp_path / str(len(lists)) / why[:12], *lists).screen(Query("Nobody Whatever"))
        assert result.why_not_clear == (why,)
        assert not result.is_clear


def test_the_same_lists_make_the_same_index_and_it_is_written_once(tmp_path: Path) -> None:
    first = publish_index([SMALL], tmp_path)
    made = first.stat().st_mtime_ns
    assert publish_index([SMALL], tmp_path) == first
    assert first.stat().st_mtime_ns == made
    assert first.name == index_name([SMALL.manifest])
    assert [path for path in tmp_path.iterdir() if path != first] == []


def test_what_another_process_published_meanwhile_is_used(tmp_path: Path) -> None:
    path = publish_index([SMALL], tmp_path)
    assert publish_index([SMALL], tmp_path / "elsewhere").name == path.name


def test_an_index_is_not_half_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(EnvironmentFault, match="could not be written"):
        publish_index([SMALL], tmp_path / "file" / "below")
    with pytest.raises(NotFound):
        TantivyIndex(tmp_path / "none")


def test_all_that_a_list_says_of_a_party_is_in_the_index(tmp_path: Path) -> None:
    index = TantivyIndex(publish_index([SMALL], tmp_path))
    assert index.get_entity("p-1") == SMALL.entities[0]
    with pytest.raises(NotFound):
        index.get_entity("p-9")


def test_many_parties_are_screened_in_their_order(tmp_path: Path) -> None:
    results = list(screener(tmp_path, SMALL).screen_all([Query("Boris Primer"), Query("Anna Example")]))
    assert [result.matches[0].candidate.entity_id for result in results] == ["p-2", "p-1"]
