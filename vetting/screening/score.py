"""How far a listed party can be the one that is looked for: named comparisons, each with its points and its sentence.

The points add up to the score, between 0 and 1. From ``ALERT`` on a person must rule; from ``SHOW`` on the match is
shown. A score is no probability: it orders what people look at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from vetting.screening.births import compare_births
from vetting.screening.compare import Comparison, compare_names
from vetting.screening.entities import Kind
from vetting.screening.names import Name, analyse

ALERT = 0.77
SHOW = 0.50
ENGINE = "builtin"
VERSION = "1.3"

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "same_name": "The names read the same: {left}.",
        "close_words": "These words are the same or close: {left} with {right}.",
        "run_together": "Run together, the names are the same or a few letters apart: {left} and {right}.",
        "initials": "One name stands for the first letters of the other: {left} and {right}.",
        "other_words": "These words stand against each other: {left} against {right}.",
        "more_words": "These words stand on one side alone: {left}{right}.",
        "other_father": "Child and father are exchanged: {left} and {right}.",
        "weak_alias": "The list itself calls the name {right} weak.",
        "other_form": "The legal forms differ: {left} and {right}.",
        "birth_day": "The dates of birth are the same: {left}.",
        "birth_near": "The dates of birth differ as by a slip: {left} and {right}.",
        "birth_year": "The years of birth are the same: {left} and {right}.",
        "birth_close": "The years of birth are next to each other: {left} and {right}.",
        "birth_other": "The dates of birth differ: {left} and {right}.",
        "country_same": "A country is the same: {left}.",
        "country_other": "No country is the same: {left} and {right}.",
        "logic_v2_names": "logic-v2 compares the names {left} and {right} part by part: {detail}.",
        "logic_v2_weak_alias": "logic-v2 finds {left} the same as an alias that the list calls weak: {right}.",
        "logic_v2_countries": "logic-v2 finds no country in common: {left} and {right}.",
        "logic_v2_birth_year": "logic-v2 finds no year of birth in common: {left} and {right}.",
        "logic_v2_birth_day": "logic-v2 finds no day of birth in common: {left} and {right}.",
        "logic_v2_other": "logic-v2 applied its comparison {detail} to {left} and {right}.",
    }
)

# What each comparison beside the name adds to the score, or takes from it.
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "other_father": -0.30,
        "weak_alias": -0.06,
        "other_form": -0.03,
        "birth_day": 0.10,
        "birth_near": 0.06,
        "birth_year": 0.06,
        "birth_close": -0.04,
        "birth_other": -0.30,
        "country_same": 0.03,
        "country_other": -0.10,
    }
)


@dataclass(frozen=True, slots=True)
class Query:
    """Whom one looks for: a name, and what else is known."""

    name: str
    kind: Kind = Kind.UNKNOWN
    birth_date: str = ""
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One listed name that may be the one, with what its list says of the party."""

    entity_id: str
    kind: Kind
    name: str
    weak: bool = False
    birth_dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    source: str = ""  # the list


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison: what it found on both sides, the points it gave, and how it came to them where it says so."""

    comparison: str
    points: float
    left: str = ""
    right: str = ""
    detail: str = ""

    def to_sentence(self) -> str:
        """What was compared, in words."""
        return SENTENCES[self.comparison].format(left=self.left, right=self.right, detail=self.detail)


@dataclass(frozen=True, slots=True)
class Score:
    """The sum, from 0 to 1, and the comparisons that it is the sum of."""

    total: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score on a match is shown, and from which on a person must rule on it."""

    alert: float = ALERT
    show: float = SHOW


class Scorer(Protocol):
    """An engine that scores; engines and versions are never mixed in one run."""

    @property
    def engine(self) -> str:
        """Its name, which stands in every result."""

    @property
    def version(self) -> str:
        """Its version, which stands in every result."""

    @property
    def thresholds(self) -> Thresholds:
        """Its own thresholds: the same score means something else with another engine."""

    def score(self, query: Query, candidate: Candidate) -> Score:
        """Compare one party with one listed name."""


class BuiltinScorer:
    """The engine that comes with the project: its comparisons are the functions of this module."""

    engine = ENGINE
    version = VERSION
    thresholds = Thresholds()

    def score(self, query: Query, candidate: Candidate) -> Score:
        """Compare names first; what else is known is compared only where the names could be one."""
        left, right = _analyse_both(query, candidate)
        reasons = compare_as_names(left, right)
        if sum(reason.points for reason in reasons) < _HOPELESS:
            return _add_up(reasons)
        beside = (
            *_compare_alias(candidate),
            *_compare_forms(left, right),
            *_compare_births(query, candidate),
            *_compare_countries(query, candidate),
        )
        return _add_up((*reasons, *beside))


def score_names(left: str, right: str, kind: Kind) -> Score:
    """Compare two names and nothing else."""
    return BuiltinScorer().score(Query(left, kind), Candidate("", kind, right))


def _analyse_both(query: Query, candidate: Candidate) -> tuple[Name, Name]:
    kind = candidate.kind if query.kind is Kind.UNKNOWN else query.kind
    return analyse(query.name, kind), analyse(candidate.name, kind)


def compare_as_names(left: Name, right: Name) -> tuple[Reason, ...]:
    """The reasons that the names themselves give."""
    found = compare_names(left, right)
    if found.run_together or found.initials:
        key = "initials" if found.initials else "run_together"
        key = "same_name" if found.score == 1 else key
        return (Reason(key, found.score, left.text, right.text),)
    if not found.pairs:
        return ()
    turned = (_weigh("other_father", left.text, right.text),) if found.turned else ()
    return (*_explain_words(found), *turned)


def _explain_words(found: Comparison) -> Iterable[Reason]:
    """Share the loss between the words against each other and the words on one side alone."""
    lefts = " ".join(pair.left for pair in found.pairs)
    rights = " ".join(pair.right for pair in found.pairs)
    same = found.score == 1 and not found.left_over and not found.right_over
    yield Reason("same_name" if same else "close_words", found.agreement, lefts, rights)
    over_left, over_right = " ".join(found.left_over), " ".join(found.right_over)
    if found.conflict_loss:
        yield Reason("other_words", -found.conflict_loss, over_left, over_right)
    if found.extra_loss:
        yield Reason(
            "more_words", -found.extra_loss, over_left, f" {over_right}" if over_left else over_right
        )


def _compare_alias(candidate: Candidate) -> Iterable[Reason]:
    if candidate.weak:
        yield _weigh("weak_alias", "", candidate.name)


def _compare_forms(left: Name, right: Name) -> Iterable[Reason]:
    if left.legal_form and right.legal_form and left.legal_form != right.legal_form:
        yield _weigh("other_form", left.legal_form, right.legal_form)


def _compare_births(query: Query, candidate: Candidate) -> Iterable[Reason]:
    """The best of the listed dates of birth, where both sides have one."""
    if not query.birth_date or not candidate.birth_dates:
        return
    found = [(compare_births(query.birth_date, listed), listed) for listed in candidate.birth_dates]
    key, listed = max(found, key=lambda one: WEIGHTS[one[0]])
    yield _weigh(key, query.birth_date, listed)


def _compare_countries(query: Query, candidate: Candidate) -> Iterable[Reason]:
    if not query.countries or not candidate.countries:
        return
    shared = [code for code in query.countries if code in candidate.countries]
    if shared:
        yield _weigh("country_same", _upper(shared), _upper(shared))
    else:
        yield _weigh("country_other", _upper(query.countries), _upper(candidate.countries))


def _upper(codes: Sequence[str]) -> str:
    return ", ".join(code.upper() for code in codes)


def _weigh(key: str, left: str, right: str) -> Reason:
    return Reason(key, WEIGHTS[key], left, right)


def _add_up(reasons: tuple[Reason, ...]) -> Score:
    total = sum(reason.points for reason in reasons)
    return Score(round(min(1.0, max(0.0, total)), 4), reasons)


_HOPELESS = 0.35
