"""Whatever a file names must be there: people, evidence, criteria, points, items of the pack's lists."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from vetting.domain.answers import AnswerState
from vetting.domain.interests import REFUSAL
from vetting.domain.judgements import REASONS
from vetting.domain.parties import PartyRole
from vetting.policy.pack import Pack
from vetting.policy.strict_yaml import Path
from vetting.usecases.casefile.known import Known, list_draft_questions, list_points, list_replies
from vetting.usecases.casefile.sections import Acts, Answer
from vetting.usecases.casefile.wording import Words, did_you_mean

UNSAID: Final = "UNSAID"  # stands for the person where a file does not say who; that is one fault, not many
_PEOPLE_IN = (
    "by",
    "person",
    "disposed_by",
    "answered_by",
    "countersigned_by",
    "plan_signed_by",
    "risk_signed_by",
    "second_by",
)
_QUALITIES = ("primary", "secondary", "self-declared")


def find_broken_references(acts: Acts, pack: Pack, known: Known) -> Iterator[Words]:
    """Every reference that leads nowhere."""
    yield from _unknown_people(acts, (), known.people)
    yield from _votes_of_others(acts)
    yield from _unknown_evidence(acts, pack, known.evidence)
    yield from _unknown_criteria(acts, pack)
    yield from _unknown_targets(acts, known)
    yield from _answers_to_no_contest(acts, known)
    yield from _letters_without_questions(acts, known)
    yield from _points_twice(acts)
    yield from _unknown_items(acts, pack)


def find_prospect_faults(parties: Mapping[str, Any]) -> Iterator[Words]:
    """A case has one prospect: the company that is proposed as partner."""
    prospects = [
        key for key, one in parties.items() if isinstance(one, dict) and one.get("role") == PartyRole.PROSPECT
    ]
    if not prospects:
        yield (
            ("parties",),
            "no party is the prospect.",
            "Give the company proposed as partner 'role: prospect'.",
        )
    for second in prospects[1:]:
        yield (
            ("parties", second, "role"),
            "a second party is the prospect.",
            "Keep one; the others are affiliates.",
        )


def _unknown_people(item: Any, path: Path, people: Collection[str]) -> Iterator[Words]:
    for name, inner, step in _children(item):
        if isinstance(item, BaseModel) and name in _PEOPLE_IN and isinstance(inner, str):
            if inner not in people and inner != UNSAID:
                yield (*path, name), f"no person has the id '{inner}'.", _add_or_mean(inner, people, "people")
        elif isinstance(inner, BaseModel | dict | list):
            yield from _unknown_people(inner, (*path, step), people)


def _children(item: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(item, BaseModel):
        yield from ((name, getattr(item, name), name) for name in type(item).model_fields)
    elif isinstance(item, dict):
        yield from ((str(key), inner, key) for key, inner in item.items())
    elif isinstance(item, list):
        yield from ((str(number), inner, number) for number, inner in enumerate(item))


def _add_or_mean(word: str, known: Collection[str], section: str) -> str:
    hint = did_you_mean(word, known)
    return hint if hint.startswith("Did") else f"Add it under '{section}'."


def _votes_of_others(acts: Acts) -> Iterator[Words]:
    for person, vote in acts.votes.items():
        if vote.by != person:
            yield ("votes", person, "by"), "a vote is cast by the person it stands under.", "Delete the line."


def _unknown_evidence(acts: Acts, pack: Pack, known: Collection[str]) -> Iterator[Words]:
    for path, ident in _named_evidence(acts, pack):
        if ident not in known:
            yield path, f"no evidence has the id '{ident}'.", _add_or_mean(ident, known, "evidence")


def _named_evidence(acts: Acts, pack: Pack) -> Iterator[tuple[Path, str]]:
    for criterion, answers in acts.answers.items():
        for number, answer in enumerate(answers):
            path: Path = ("answers", criterion, number)
            yield from _each((*path, "evidence"), answer.evidence)
            yield from _evidence_in_value((*path, "answer"), criterion, answer, pack)
    for ident, terms in acts.terms.items():
        yield ("terms", ident, "evidence"), terms.evidence
    for ident, owners in acts.ownership.items():
        yield ("ownership", ident, "evidence"), owners.evidence
    for ident, submission in acts.submissions.items():
        yield from _each(("submissions", ident, "evidence"), submission.evidence)
    for path, _, reply in list_replies(acts):
        yield from _each((*path, "evidence"), reply.evidence)
    for path, asked in list_draft_questions(acts):
        yield from _each((*path, "sources"), asked.sources)


def _evidence_in_value(path: Path, criterion: str, answer: Answer, pack: Pack) -> Iterator[tuple[Path, str]]:
    if criterion not in pack.criteria or not isinstance(answer.answer, list):
        return
    kind = pack.criteria[criterion].answer_type
    if kind.base == "evidence":
        yield from _each(path, [one for one in answer.answer if isinstance(one, str)])
    elif kind.table:
        for row, column, ident in _evidence_cells(answer.answer, kind.table, pack):
            yield (*path, row, column), ident


def _evidence_cells(rows: list[Any], table: str, pack: Pack) -> Iterator[tuple[int, str, str]]:
    columns = pack.tables["tables"][table]["columns"]
    sources = [name for name, kind in columns.items() if kind.removeprefix("optional ") == "evidence"]
    for number, row in enumerate(rows):
        for column in sources if isinstance(row, dict) else ():
            if isinstance(row.get(column), str) and row[column] not in ("none", *AnswerState):
                yield number, column, row[column]


def _each(path: Path, idents: list[str]) -> Iterator[tuple[Path, str]]:
    return (((*path, number), ident) for number, ident in enumerate(idents))


def _unknown_criteria(acts: Acts, pack: Pack) -> Iterator[Words]:
    stages = {stage.id for stage in pack.stages}
    for path, criterion in _named_criteria(acts):
        if criterion not in pack.criteria and not (
            path[:2] == ("decision", "reasons") and criterion in stages
        ):
            yield path, f"the pack has no criterion '{criterion}'.", did_you_mean(criterion, pack.criteria)


def _named_criteria(acts: Acts) -> Iterator[tuple[Path, str]]:
    for path, _, point in list_points(acts):
        yield from _each((*path, "criteria"), point.criteria)
    for ident, letter in acts.letters.items():
        yield from _each(("letters", ident, "findings"), letter.findings)
    for path, asked in list_draft_questions(acts):
        yield from _each((*path, "findings"), asked.findings)
    yield from ((("contests", one), one) for one in acts.contests)
    yield from ((("reviews", one), one) for one in acts.reviews)
    yield from ((("exceptions", one), one) for one in acts.exceptions)
    if acts.decision:
        yield from ((("decision", "reasons", one), one) for one in acts.decision.reasons)
        for ident, condition in acts.decision.conditions.items():
            yield from _each(("decision", "conditions", ident, "criteria"), condition.criteria)


def _unknown_targets(acts: Acts, known: Known) -> Iterator[Words]:
    for path, kind, ident, there in _named_targets(acts, known):
        if ident not in there:
            yield path, f"no {kind} has the id '{ident}'.", did_you_mean(ident, there)


def _named_targets(acts: Acts, known: Known) -> Iterator[tuple[Path, str, str, Collection[str]]]:
    for ident, condition in acts.decision.conditions.items() if acts.decision else ():
        for path, point in _each(("decision", "conditions", ident, "points"), condition.points):
            yield path, "point", point, known.points
    for ident in acts.dispositions:
        yield ("dispositions", ident), "point", ident, known.points
    for ident, later in acts.points.items():
        yield ("points", ident, "submission"), "submission", later.submission, known.submissions
    yield from _named_letters(acts, known)
    for ident in acts.settlements:
        yield ("settlements", ident), "correction", ident, known.corrections
    for ident in acts.releases:
        yield ("releases", ident), "point", ident, known.points
    for path, asked in list_draft_questions(acts):
        for inner, point in _each((*path, "points"), asked.points):
            yield inner, "point", point, known.points


def _named_letters(acts: Acts, known: Known) -> Iterator[tuple[Path, str, str, Collection[str]]]:
    for section, items in (("replies", acts.replies), ("extensions", acts.extensions)):
        yield from (((section, ident), "letter", ident, known.letters) for ident in items)
    for ident, assessed in acts.assessments.items():
        yield ("assessments", ident, "letter"), "letter", assessed.letter, known.letters
    for ident, asked in acts.corrections.items():
        yield ("corrections", ident, "letter"), "letter", asked.letter, known.letters


def _answers_to_no_contest(acts: Acts, known: Known) -> Iterator[Words]:
    for criterion, contest in acts.contests.items():
        if not contest.reason.strip() and criterion not in known.contests:
            what = f"no contest of {criterion} is open that could be answered."
            yield ("contests", criterion), what, "Write its 'reason' too, or leave it out."


def _letters_without_questions(acts: Acts, known: Known) -> Iterator[Words]:
    """A letter asks something, or goes out as the draft of its id says."""
    for ident, letter in acts.letters.items():
        if not letter.questions and ident not in known.drafts:
            yield ("letters", ident, "questions"), "the list is empty.", "Name at least one."


def _points_twice(acts: Acts) -> Iterator[Words]:
    seen: set[object] = set()
    for path, _, _ in list_points(acts):
        if path[-1] in seen:
            yield path, f"the point '{path[-1]}' stands twice.", "Give each point an id of its own."
        seen.add(path[-1])


def _unknown_items(acts: Acts, pack: Pack) -> Iterator[Words]:
    for path, word, items in _named_items(acts, pack):
        if items is not None and word not in items:
            yield path, f"'{word}' does not fit here.", did_you_mean(word, items)


def _named_items(acts: Acts, pack: Pack) -> Iterator[tuple[Path, str, Collection[str] | None]]:
    listed = pack.lists.get("interest_kinds")  # a pack without the list names no kinds, and any will do
    kinds = None if listed is None else [*listed, REFUSAL]
    for ident, later in acts.declarations.items():
        yield ("declarations", ident, "kind"), later.kind, kinds
    for ident, evidence in acts.evidence.items():
        yield ("evidence", ident, "quality"), evidence.quality, _QUALITIES
    for ident, submission in acts.submissions.items():
        yield ("submissions", ident, "group"), submission.group, pack.lists.get("stakeholder_groups")
    for ident, judgement in acts.judgements.items():
        yield ("judgements", ident, "reason"), judgement.reason, REASONS[judgement.verdict]
    for ident, person in acts.people.items():
        for number, declared in enumerate(person.declarations):
            path = ("people", ident, "declarations", number, "kind")
            yield path, declared.kind, kinds
