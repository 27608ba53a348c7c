"""The engines that score: what holds for each of them, and what is logic-v2's own.

logic-v2 comes with ``make screening``, which ``make test`` runs first.
"""

import csv
import io
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.screening.lists import a_list, a_party
from vetting.adapters.engines import ENGINES
from vetting.adapters.logic_v2 import LogicV2Scorer, _to_reason
from vetting.adapters.name_index import TantivyIndex, publish_index
from vetting.cli import screening
from vetting.cli.screening import ScorerName
from vetting.domain.errors import EnvironmentFault
from vetting.screening.entities import Kind
from vetting.screening.match import Screener
from vetting.screening.score import Candidate, Query, Scorer

ANNA = Candidate("a-1", Kind.PERSON, "Anna Example", birth_dates=("1970-01-02",), countries=("ke",))


@cache
def engine(name: str) -> Scorer:
    return ENGINES[name]()


@pytest.fixture(params=sorted(ENGINES))
def scorer(request: pytest.FixtureRequest) -> Scorer:
    return engine(request.param)


def test_every_engine_can_be_asked_for_on_the_command_line() -> None:
    assert {name.value for name in ScorerName} == set(ENGINES)


class TestEveryEngine:
    def test_the_same_description_is_an_alert(self, scorer: Scorer) -> None:
        found = scorer.score(Query("Anna Example", Kind.PERSON, "1970-01-02", ("ke",)), ANNA)
        assert found.total == 1.0

    def test_another_name_is_not_shown(self, scorer: Scorer) -> None:
        found = scorer.score(Query("Boris Whatever", Kind.PERSON), ANNA)
        assert found.total < scorer.thresholds.show <= scorer.thresholds.alert

    def test_another_birth_date_and_country_speak_against_it(self, scorer: Scorer) -> None:
        alone = scorer.score(Query("Anna Example", Kind.PERSON), ANNA)
        against = scorer.score(Query("Anna Example", Kind.PERSON, "1950-03-04", ("fr",)), ANNA)
        assert against.total < scorer.thresholds.alert <= alone.total
        assert any("1950-03-04" in reason.to_sentence() for reason in against.reasons)

    def test_a_weak_alias_counts_for_less(self, scorer: Scorer) -> None:
        weak = Candidate("a-1", Kind.PERSON, "Anna Example", weak=True)
        assert scorer.score(Query("Anna Example", Kind.PERSON), weak).total < 1.0

    def test_a_party_of_unknown_kind_is_read_as_the_other_side(self, scorer: Scorer) -> None:
        vessel = Candidate("v-1", Kind.VESSEL, "Example Star 7")
        assert scorer.score(Query("Example Star 7"), vessel).total == 1.0
        unknown = Candidate("u-1", Kind.UNKNOWN, "Meridian Works")
        assert scorer.score(Query("Meridian Works", Kind.ORGANISATION), unknown).total == 1.0

    @pytest.mark.parametrize("name", ["", " ", "\0", "\u202e", "a" * 2_000_000, "—·—", "\ud800x", "1"])
    def test_a_name_that_is_none_does_no_harm(self, scorer: Scorer, name: str) -> None:
        assert scorer.score(Query(name, Kind.PERSON), ANNA).total < scorer.thresholds.show

    @settings(max_examples=60)
    @given(
        name=st.one_of(st.text(max_size=40), st.sampled_from(["Anna Exampel", "Ana Example", "Example"])),
        birth=st.sampled_from(["", "1970", "1970-02-01", "1970-01-02", "1931-11"]),
        countries=st.sampled_from([(), ("ke",), ("fr", "ke"), ("fr",)]),
        weak=st.booleans(),
        name_of_engine=st.sampled_from(sorted(ENGINES)),
    )
    def test_the_points_of_the_reasons_add_up_to_the_score(
        self, name: str, birth: str, countries: tuple[str, ...], weak: Any, name_of_engine: str
    ) -> None:
        listed = Candidate("a-1", Kind.PERSON, "Anna Example", weak, ("1970-01-02",), ("ke",))
        found = engine(name_of_engine).score(Query(name, Kind.PERSON, birth, countries), listed)
        told = sum(reason.points for reason in found.reasons)
        assert found.total == pytest.approx(min(1.0, max(0.0, told)), abs=0.0001)
        assert all(reason.to_sentence() for reason in found.reasons)


class TestLogicV2:
    def test_its_reasons_name_what_it_compared(self) -> None:
        query = Query("Anna Smith Exmple", Kind.PERSON, "1950-03-04", ("fr",))
        found = engine("logic-v2").score(query, ANNA)
        names, *others = [reason.to_sentence() for reason in found.reasons]
        assert names.startswith(
            "logic-v2 compares the names Anna Smith Exmple and Anna Example part by part: ['anna'"
        )
        assert others == [
            "logic-v2 finds no country in common: FR and KE.",
            "logic-v2 finds no year of birth in common: 1950-03-04 and 1970-01-02.",
            "logic-v2 finds no day of birth in common: 1950-03-04 and 1970-01-02.",
        ]

    def test_a_weak_alias_is_named_as_such(self) -> None:
        weak = Candidate("a-1", Kind.PERSON, "Anna Example", weak=True)
        (reason,) = engine("logic-v2").score(Query("Anna Example", Kind.PERSON), weak).reasons
        assert (reason.comparison, reason.points) == ("logic_v2_weak_alias", 0.8)

    def test_a_comparison_of_a_newer_version_is_named_all_the_same(self) -> None:
        reason = _to_reason("height_mismatch", -0.1, "", (Query("Anna"), ANNA))
        assert reason.to_sentence() == (
            "logic-v2 applied its comparison height_mismatch to Anna and Anna Example."
        )

    def test_one_query_is_never_scored_under_the_names_of_another(self) -> None:
        """logic-v2 remembers names by the id of an entity; so no two descriptions may share one."""
        words = ("Anna", "Boris", "Chen", "Dalia", "Emeka")
        names = [f"{first} {last}" for first in words for last in words if first != last]
        listed = [Candidate("same", Kind.PERSON, name) for name in names]
        for name in names:
            scores = [LogicV2Scorer().score(Query(name, Kind.PERSON), one).total for one in listed]
            assert scores[names.index(name)] == 1.0
            turned = " ".join(reversed(name.split()))
            assert [n for n, score in zip(names, scores, strict=True) if score == 1.0] == sorted(
                {name, turned}, key=names.index
            )

    def test_engine_versions_and_thresholds_stand_in_every_result(self, tmp_path: Path) -> None:
        folder = publish_index([a_list(a_party("p-1", "Anna Example"))], tmp_path)
        result = Screener(TantivyIndex(folder), engine("logic-v2")).screen(
            Query("Example, Anna", Kind.PERSON)
        )
        assert [match.candidate.entity_id for match in result.matches] == ["p-1"]
        assert (result.engine, result.thresholds.alert, result.thresholds.show) == ("logic-v2", 0.70, 0.50)
        assert [one.split()[0] for one in result.version.split(", ")] == [
            "nomenklatura",
            "rigour",
            "followthemoney",
        ]

    def test_without_the_extra_the_sentence_says_what_to_do(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "nomenklatura.matching.logic_v2.model", None)
        with pytest.raises(EnvironmentFault, match=r"needs the extra 'screening', which is not installed"):
            LogicV2Scorer()

    def test_pairs_are_scored_by_it_on_the_command_line(self, tmp_path: Path) -> None:
        pairs = tmp_path / "pairs.csv"
        pairs.write_text(
            "schema,name1,name2\nPerson,Anna Example,Анна Экзампле\nPerson,Anna,Boris\n", encoding="utf-8"
        )
        said = CliRunner().invoke(_app(), ["--pairs", str(pairs), "--scorer", "logic-v2"])
        rows = list(csv.DictReader(io.StringIO(said.stdout)))
        assert [row["alert"] for row in rows] == ["true", "false"]


def _app() -> typer.Typer:
    app = typer.Typer()
    app.command("screen")(screening.screen)
    return app
