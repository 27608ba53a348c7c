"""The questionnaire of a case, ready for a file: what is asked of whom, in the order in which it is best asked.

- Rows that the engine answers itself, and those of the decision, are not in it.
- A file for the company holds the company's own questions and answers, and no source but those that its answers name.
- The drafts of whoever takes it offline go along, marked as drafts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from vetting.domain.answers import find_current
from vetting.domain.drafts import DraftFields, answer_form
from vetting.domain.errors import NotFound
from vetting.domain.evidence import EvidenceFields
from vetting.domain.reviews import find_review
from vetting.domain.times import to_stamp
from vetting.policy.columns import Column
from vetting.policy.pack import Criterion, Pack
from vetting.usecases.derived import seen_by_system
from vetting.usecases.office.answer_values import state_of, value_of
from vetting.usecases.office.case_view import CaseView
from vetting.usecases.questionnaire.items import (
    DRAFT,
    FINAL,
    GIVEN,
    Item,
    Questionnaire,
    Said,
    Source,
    columns_of,
    said_of,
    settle,
)

COMPANY, OFFICE = "company", "office"
Notes = Mapping[str, tuple[str, ...]]
"""The titles of the guidance notes, by the criterion that they explain."""


def ask(
    view: CaseView,
    stage: str | None = None,
    of: str | None = None,
    notes: Notes | None = None,
    drafts: tuple[DraftFields, ...] = (),
) -> Questionnaire:
    """The questionnaire of a case: of one stage or all, asked of the company, of the office, or of everybody.

    Raises ``NotFound`` where the pack has no such stage.
    """
    pack = view.appraisal.pack
    if stage is not None and all(one.id != stage for one in pack.stages):
        raise NotFound("stage", stage)
    notes = notes or {}
    rows = [one for one in list_rows(view) if stage in (None, one.stage)]
    asked = _Asked(view, notes, {one.form: one for one in drafts})
    items = tuple(asked.item(row, who) for row in rows for who in row.answered_by if _is_asked(who, of))
    return Questionnaire(
        case=view.id,
        title=view.dossier.case.title,
        pack=pack,
        made_at=to_stamp(view.now),
        asked_of={COMPANY: "the company", OFFICE: "the office"}.get(of or "", "everybody"),
        items=items,
        sources=tuple(_sources(view, items, of)),
        notes=tuple(dict.fromkeys(note for one in items for note in one.notes)),
    )


def list_rows(view: CaseView) -> list[Criterion]:
    """The rows that people are asked now: first those that move the case, then the pack's order."""
    pack, evaluation = view.appraisal.pack, view.appraisal.evaluation
    own = pack.rules.outcomes.decision_rows | seen_by_system(view.dossier)
    asked = set(evaluation.asked) - own
    rank = {one: number for number, one in enumerate(view.ask_next)}
    rows = [one for one in pack.criteria.values() if one.id in asked and not one.is_computed]
    return sorted(rows, key=lambda one: rank.get(one.id, len(rank)))


def allowed_answers(pack: Pack, row: Criterion) -> str:
    """What may be answered, in words."""
    answer = row.answer_type
    if columns := columns_of(pack, row):
        where = (
            "the page of this question" if answer.base == "table" else "one row on the page of this question"
        )
        return f"{where}: " + "; ".join(f"{one.name}: {_kind(pack, one)}" for one in columns)
    words = _words(pack, answer.base, answer.args)
    return f"{words}; with the evidence it rests on" if answer.evidence else words


class _Asked:
    """What every item reads, gathered once."""

    def __init__(self, view: CaseView, notes: Notes, drafts: Mapping[str, DraftFields]) -> None:
        self.view, self.notes, self.drafts = view, notes, drafts
        self.pack = view.appraisal.pack
        self.current = find_current(view.dossier.answers)
        self.unanswered = set(view.ask_next)

    def item(self, row: Criterion, answerer: str) -> Item:
        """One question for one answerer, with the draft of it or else the answer that stands."""
        answer = next((one for one in self.current.get(row.id, []) if one.answerer == answerer), None)
        stands = said_of(self.pack, answer)
        draft = self._draft(row, answerer)
        review = find_review(self.view.dossier.reviews, answer) if answer else None
        return Item(
            row=row,
            answerer=answerer,
            allowed=allowed_answers(self.pack, row),
            notes=self.notes.get(row.id, ()),
            waits=row.id in self.unanswered,
            said=draft or stands,
            status=DRAFT if draft else FINAL if answer else "",
            by=answer.by if answer else "",
            at=to_stamp(answer.at) if answer else "",
            reviewed_by=review.by if review else "",
            reviewed_at=to_stamp(review.at) if review else "",
            based_on=answer.number if answer else 0,
            check=stands.check,
        )

    def _draft(self, row: Criterion, answerer: str) -> Said | None:
        draft = self.drafts.get(answer_form(row.id, answerer))
        state = state_of(draft.values) if draft else None
        if draft is None or state is None:
            return None
        typed = draft.values
        value = value_of(self.pack, row.answer_type, typed) if state.value == GIVEN else None
        said = Said(
            state.value,
            value,
            tuple(typed.get("evidence", ())),
            next(iter(typed.get("note", ())), ""),
            next(iter(typed.get("countersigned_by", ())), ""),
        )
        return settle(self.pack, row, said)


def _is_asked(answerer: str, of: str | None) -> bool:
    return of is None or (answerer == COMPANY) == (of == COMPANY)


def _sources(view: CaseView, items: tuple[Item, ...], of: str | None) -> Iterator[Source]:
    """The sources that answers can name; for the company those alone that its answers name, without the office's notes."""
    for one in view.dossier.evidence:
        if of != COMPANY:
            yield _source(one)
        elif _is_named(one, items):
            yield replace(_source(one), note="")


def _is_named(source: EvidenceFields, items: tuple[Item, ...]) -> bool:
    return any(source.id in one.said.evidence or source.id in _ids(one) for one in items)


def _ids(item: Item) -> Iterator[str]:
    """The ids of evidence that a value names."""
    value = item.said.value
    if item.row.answer_type.base == "evidence" and isinstance(value, list):
        yield from value
    if item.row.answer_type.base == "table" and isinstance(value, list):
        for row in value:
            for cell in row.values():
                yield from (one for one in cell if isinstance(one, str)) if isinstance(cell, list) else ()


def _source(one: EvidenceFields) -> Source:
    return Source(
        one.id, one.title, one.publisher, one.published, one.knowable_on.isoformat(), one.locator, one.note
    )


def _kind(pack: Pack, column: Column) -> str:
    words = _words(pack, column.kind, column.args)
    return f"{words} (may stay empty)" if column.optional else words


def _words(pack: Pack, kind: str, args: tuple[str, ...]) -> str:
    options = choices_of(pack, kind, args)
    if options:
        listed = ", ".join(options)
        return f"any of {listed}; one to a line" if kind == "many" else f"one of {listed}"
    match kind, args:
        case "number", ("percent",):
            return "a number from 0 to 100"
        case "number", _:
            return f"a number of {args[0]}" if args else "a number"
        case "date", _:
            return "a day, such as 2026-03-31"
        case "evidence", _:
            return "the ids of the evidence, one to a line; none, where somebody looked and there is none"
        case "code", ("country",):
            return "two letters, such as KE; 001 for the world"
        case "code", _:
            return "a language tag, such as en; und where it is not known"
        case "ref", _:
            return f"as it is called in the table {args[0]}"
        case "criterion", _:
            return "the id of a question"
        case _:
            return "a text"


def choices_of(pack: Pack, kind: str, args: tuple[str, ...]) -> tuple[str, ...]:
    """What can be chosen, as it is written in a cell; nothing where the answer is free."""
    match kind:
        case "yes_no":
            return ("yes", "no")
        case "one":
            return args
        case "grade_1_4":
            return ("1", "2", "3", "4")
        case "many" | "item":
            return tuple(str(one) for one in pack.lists.get(args[0], ()))
        case _:
            return ()
