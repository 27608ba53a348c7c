"""Nothing rests on what came later: items stand between the opening and ``as_of``, and in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from vetting.domain.errors import Refusal
from vetting.domain.sentences import to_sentence
from vetting.policy.strict_yaml import Path
from vetting.usecases.casefile.known import Known, list_points, list_replies
from vetting.usecases.casefile.sections import Acts, Answer, Item
from vetting.usecases.casefile.wording import Words

_LATER = "Date it earlier, leave it out, or set as_of later."


@dataclass(frozen=True)
class Frame:
    """The days between which the items of a file must stand, as far as they are known."""

    opened: datetime | None = None
    as_of: date | None = None


def find_time_faults(acts: Acts, known: Known, frame: Frame) -> Iterator[Words]:
    """Every item that is dated before the opening, after ``as_of``, or before what it rests on."""
    opened, as_of = frame.opened, frame.as_of
    for path, at in _dated(acts, ()):
        if as_of is not None and at.date() > as_of:
            yield path, f"{at.date()} is after the day of the file ({as_of}).", _LATER
        if opened is not None and at < opened:
            yield path, to_sentence(Refusal("before_opening", {"opened_at": opened.date()})), "Date it later."
    yield from _evidence(acts, as_of)
    yield from _answers(acts, known)
    yield from _sequences(acts)


def _dated(item: Any, path: Path) -> Iterator[tuple[Path, datetime]]:
    if isinstance(item, Item):
        yield (*path, "at"), item.at
    if isinstance(item, dict | list):
        for key, inner in item.items() if isinstance(item, dict) else enumerate(item):
            yield from _dated(inner, (*path, key))
    elif hasattr(item, "model_fields_set"):
        for name in type(item).model_fields:
            yield from _dated(getattr(item, name), (*path, name))


def _evidence(acts: Acts, as_of: date | None) -> Iterator[Words]:
    for ident, one in acts.evidence.items():
        path = ("evidence", ident, "knowable_on")
        if as_of is not None and one.knowable_on > as_of:
            yield (
                path,
                f"{ident} could be known on {one.knowable_on}, after the day of the file ({as_of}).",
                ("Leave it out, or set as_of later."),
            )
        elif one.knowable_on > one.at.date():
            yield (
                path,
                f"{ident} could be known on {one.knowable_on}, after it was filed ({one.at.date()}).",
                ("Date the filing later."),
            )


def _answers(acts: Acts, known: Known) -> Iterator[Words]:
    for criterion, answers in acts.answers.items():
        for number, answer in enumerate(answers):
            for ident in answer.evidence:
                yield from _from_the_future(("answers", criterion, number), answer, ident, acts, known)
        for number, (earlier, later) in enumerate(pairwise(answers), 1):
            if later.at < earlier.at:
                path = ("answers", criterion, number, "at")
                yield path, "the answers are not in order of time.", "Put the earlier answer first."


def _from_the_future(path: Path, answer: Answer, ident: str, acts: Acts, known: Known) -> Iterator[Words]:
    knowable = known.evidence.get(ident)
    if knowable is None:
        return
    day = answer.at.date()
    if knowable > day:
        params = {"evidence": ident, "knowable_on": knowable, "at": day}
        yield (*path, "evidence"), to_sentence(Refusal("fact_from_the_future", params)), ""
    elif ident in acts.evidence and acts.evidence[ident].at > answer.at:
        filed = acts.evidence[ident].at.date()
        yield (
            (*path, "evidence"),
            f"{ident} was filed on {filed}, after this answer of {day}.",
            ("Date the filing earlier, or the answer later."),
        )


def _sequences(acts: Acts) -> Iterator[Words]:
    for path, submission, point in list_points(acts):
        if submission in acts.submissions and point.at < acts.submissions[submission].at:
            yield (*path, "at"), "the point is dated before its submission.", "Date it later."
        if point.disposed_at < point.at:
            yield (*path, "disposed_at"), "the disposition is dated before its point.", "Date it later."
    for path, letter, reply in list_replies(acts):
        if letter in acts.letters and reply.at < acts.letters[letter].at:
            yield (*path, "at"), "the reply is dated before its letter.", "Date it later."
