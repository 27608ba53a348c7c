"""Nothing rests on what came later: items stand between the opening and ``as_of``, and in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from pydantic import BaseModel

from vetting.domain.errors import Refusal
from vetting.domain.sentences import to_sentence
from vetting.policy.strict_yaml import Path
from vetting.usecases.casefile.base import Item
from vetting.usecases.casefile.known import Known, list_points, list_replies
from vetting.usecases.casefile.sections import Acts, Answer, Evidence
from vetting.usecases.casefile.wording import Words


@dataclass(frozen=True)
class Frame:
    """The time between which the items of a file must stand."""

    opened: datetime
    as_of: date


def find_time_faults(acts: Acts, known: Known, frame: Frame) -> Iterator[Words]:
    """Every item that is dated before the opening, after ``as_of``, or before what it rests on."""
    yield from _outside(acts, frame)
    for ident, source in acts.evidence.items():
        yield from _evidence(ident, source, frame.as_of)
    for criterion, answers in acts.answers.items():
        yield from _answers(("answers", criterion), answers, acts, known)
    for path, item, ident in _papers(acts):
        yield from _cited(path, item, ident, acts, known)
    yield from _sequences(acts)


def _outside(acts: Acts, frame: Frame) -> Iterator[Words]:
    before = to_sentence(Refusal("before_opening", {"opened_at": frame.opened.date()}))
    after = f"is after the day of the file ({frame.as_of})."
    for path, item in _items(acts, ()):
        if item.at < frame.opened:
            yield (*path, "at"), before, "Date it later."
        for name, moment in _moments(item):
            if moment.date() > frame.as_of and not _is_said_of_evidence(item):
                how = "Date it earlier, leave it out, or set as_of later."
                yield (*path, name), f"{moment.date()} {after}", how


def _moments(item: Item) -> Iterator[tuple[str, datetime]]:
    """When an item was done, and when it was answered or disposed of, where that was another time."""
    yield "at", item.at
    for name in ("disposed_at", "answered_at"):
        later = getattr(item, name, item.at)
        if later != item.at:
            yield name, later


def _items(value: object, path: Path) -> Iterator[tuple[Path, Item]]:
    if isinstance(value, Item):
        yield path, value
    if isinstance(value, BaseModel):
        value = {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _items(inner, (*path, key))


def _is_said_of_evidence(item: Item) -> bool:
    """Evidence filed on the day from which it could be known is reported for that day alone."""
    return isinstance(item, Evidence) and item.at.date() == item.knowable_on


def _evidence(ident: str, item: Evidence, as_of: date) -> Iterator[Words]:
    path = ("evidence", ident, "knowable_on")
    known = f"{ident} could be known on {item.knowable_on}, after"
    if item.knowable_on > as_of:
        yield path, f"{known} the day of the file ({as_of}).", "Leave it out, or set as_of later."
    elif item.knowable_on > item.at.date():
        yield path, f"{known} it was filed ({item.at.date()}).", "Date the filing later."


def _answers(path: Path, answers: list[Answer], acts: Acts, known: Known) -> Iterator[Words]:
    for number, answer in enumerate(answers):
        for ident in answer.evidence:
            yield from _cited((*path, number, "evidence"), answer, ident, acts, known)
    for number, (earlier, later) in enumerate(pairwise(answers), 1):
        if later.at < earlier.at:
            what = "the answers are not in order of time."
            yield (*path, number, "at"), what, "Put the earlier answer first."


def _cited(path: Path, item: Item, ident: str, acts: Acts, known: Known) -> Iterator[Words]:
    """An item may cite what could be known and was filed by then."""
    knowable, day = known.evidence.get(ident), item.at.date()
    if knowable is not None and knowable > day and isinstance(item, Answer):
        params = {"evidence": ident, "knowable_on": knowable, "at": day}
        yield path, to_sentence(Refusal("fact_from_the_future", params)), ""
    elif ident in acts.evidence and acts.evidence[ident].at > item.at:
        what = f"{ident} was filed on {acts.evidence[ident].at.date()}, after {day}, when it is cited here."
        yield path, what, "Date the filing earlier, or this item later."


def _papers(acts: Acts) -> Iterator[tuple[Path, Item, str]]:
    """The items beside answers that name evidence, and what they name."""
    for ident, terms in acts.terms.items():
        yield ("terms", ident, "evidence"), terms, terms.evidence
    for ident, owners in acts.ownership.items():
        yield ("ownership", ident, "evidence"), owners, owners.evidence
    for ident, submission in acts.submissions.items():
        yield from ((("submissions", ident, "evidence"), submission, one) for one in submission.evidence)
    for path, _, reply in list_replies(acts):
        yield from (((*path, "evidence"), reply, one) for one in reply.evidence)


def _sequences(acts: Acts) -> Iterator[Words]:
    for path, submission, point in list_points(acts):
        if submission in acts.submissions and point.at < acts.submissions[submission].at:
            yield (*path, "at"), "the point is dated before its submission.", "Date it later."
        if point.disposed_at < point.at:
            yield (*path, "disposed_at"), "the disposition is dated before its point.", "Date it later."
    for criterion, contest in acts.contests.items():
        if contest.answered_at < contest.at:
            path = ("contests", criterion, "answered_at")
            yield path, "the answer is dated before its contest.", "Date it later."
    for criterion, exception in acts.exceptions.items():
        if exception.ends_on <= exception.at.date():
            path = ("exceptions", criterion, "ends_on")
            yield path, "the exception ends on the day it is granted or before.", "Give a later day."
    for path, letter, reply in list_replies(acts):
        if letter in acts.letters and reply.at < acts.letters[letter].at:
            yield (*path, "at"), "the reply is dated before its letter.", "Date it later."
