"""nomenklatura's logic-v2 as a second engine, where the extra ``screening`` is installed.

- It is given what the built-in engine is given: one listed name, dates of birth, countries.
- It remembers the names of an entity by the entity's id, for the whole process: so each description that differs
  gets an id of its own.
- Its reasons are the features that made its score: the strongest main feature, and what qualified it.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import import_module, metadata
from itertools import count
from types import MappingProxyType
from typing import Any

from vetting.domain.errors import EnvironmentFault
from vetting.screening.entities import Kind
from vetting.screening.names import MAX_LENGTH
from vetting.screening.score import Candidate, Query, Reason, Score, Thresholds

ENGINE = "logic-v2"
THRESHOLDS = Thresholds(alert=0.70, show=0.50)  # 0.70 is where its makers, and our own measures, find it best
SCHEMAS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PERSON: "Person",
        Kind.ORGANISATION: "Organization",
        Kind.VESSEL: "Vessel",
        Kind.AIRCRAFT: "Airplane",
        Kind.UNKNOWN: "LegalEntity",
    }
)


class LogicV2Scorer:
    """Scores with logic-v2; raises ``EnvironmentFault`` where the extra is not installed."""

    engine = ENGINE
    thresholds = THRESHOLDS

    def __init__(self) -> None:
        self._algorithm = _import("nomenklatura.matching.logic_v2.model").LogicV2
        self._config = self._algorithm.default_config()
        self._features = {feature.name: feature for feature in self._algorithm.features}
        self.version = _describe_version()

    def score(self, query: Query, candidate: Candidate) -> Score:
        """Compare one party with one listed name."""
        left, right = _to_entities(query, candidate)
        found = self._algorithm.compare(left, right, self._config)
        results = found._explanations  # noqa: SLF001 - the public form leaves out which values were compared
        return Score(round(found.score, 4), tuple(self._explain(results, query, candidate)))

    def _explain(self, results: Mapping[str, Any], query: Query, candidate: Candidate) -> Iterator[Reason]:
        """The strongest main feature, then each feature that qualified the score."""
        points = {name: one.score * self._features[name].weight for name, one in results.items()}
        mains = [name for name in points if not self._features[name].qualifier]
        strongest = max(mains, key=lambda name: points[name], default="")
        for name in (strongest, *(name for name in points if self._features[name].qualifier)):
            if points.get(name):
                yield _to_reason(name, points[name], results[name].detail or "", (query, candidate))


def _import(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise EnvironmentFault(
            "The engine logic-v2 needs the extra 'screening', which is not installed: "
            "pip install 'un-tech-vetting[screening]', or make screening in a checkout. "
            "The built-in engine needs nothing: --scorer builtin."
        ) from error


def _describe_version() -> str:
    """The versions of the packages that its scores depend on."""
    names = ("nomenklatura", "rigour", "followthemoney")
    return ", ".join(f"{name} {metadata.version(name)}" for name in names)


def _to_entities(query: Query, candidate: Candidate) -> tuple[Any, Any]:
    """Both sides as entities; a kind that one side does not know is taken from the other."""
    left = candidate.kind if query.kind is Kind.UNKNOWN else query.kind
    right = left if candidate.kind is Kind.UNKNOWN else candidate.kind
    births = (query.birth_date,) if query.birth_date else ()
    return (
        _make_entity(left, "name", query.name[:MAX_LENGTH], births, query.countries),
        _make_entity(
            right,
            "weakAlias" if candidate.weak else "name",
            candidate.name[:MAX_LENGTH],
            candidate.birth_dates,
            candidate.countries,
        ),
    )


@lru_cache(maxsize=10_000)
def _make_entity(
    kind: Kind, called: str, name: str, births: tuple[str, ...], countries: tuple[str, ...]
) -> Any:
    """An entity of followthemoney, under an id that no other description ever gets."""
    entity = _import("followthemoney").model.make_entity(SCHEMAS[kind])
    entity.id = f"described-{next(_IDS)}"
    for prop, values in ((called, (name,)), ("birthDate", births), ("country", countries)):
        entity.add(prop, values, quiet=True)  # organisations have no date of birth
    return entity


def _to_reason(feature: str, points: float, detail: str, sides: tuple[Query, Candidate]) -> Reason:
    """A feature in our form; the values are ours, since its own text names sets in any order."""
    query, candidate = sides
    match feature:
        case "name_match":
            return Reason("logic_v2_names", points, query.name, candidate.name, detail)
        case "weak_alias_match":
            return Reason("logic_v2_weak_alias", points, query.name, candidate.name)
        case "country_mismatch":
            return Reason("logic_v2_countries", points, _join(query.countries), _join(candidate.countries))
        case "dob_year_disjoint" | "dob_day_disjoint":
            key = "logic_v2_birth_year" if feature == "dob_year_disjoint" else "logic_v2_birth_day"
            return Reason(key, points, query.birth_date, _join(candidate.birth_dates))
        case _:
            return Reason("logic_v2_other", points, query.name, candidate.name, feature)


def _join(values: tuple[str, ...]) -> str:
    return ", ".join(value.upper() for value in values)


_IDS = count(1)
