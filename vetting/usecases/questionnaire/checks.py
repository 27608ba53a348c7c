"""What is wrong with a file that came back: every fault at once, each with its place and what to do.

The order of the rules: it is a file of this case, under the rules that the case has; each question is asked of whoever
the row says, once; what is answered fits; the evidence is there, or in the file.
"""

from collections.abc import Iterator
from datetime import date

from vetting.domain.dossier import Dossier
from vetting.domain.errors import BadInput, Fault
from vetting.domain.texts import clean_text
from vetting.policy.pack import Pack
from vetting.policy.values import find_value_faults
from vetting.usecases.office.answer_values import MOST_ROWS
from vetting.usecases.questionnaire.filled import MOST_FAULTS, Filled, Row
from vetting.usecases.questionnaire.items import DRAFT, FINAL, FORMAT, GIVEN, STATES, Source

_LONGEST_ID = 40
_AGAIN = "Take the questionnaire offline anew, and write the answers into it."


def require_sound(filled: Filled, dossier: Dossier, pack: Pack) -> None:
    """Raise ``BadInput`` with every fault of a file that came back for this case."""
    faults = [*_of_head(filled, dossier, pack)] or [
        *filled.faults,
        *_of_rows(filled, pack),
        *_of_sources(filled, dossier),
        *_of_evidence(filled, dossier),
    ]
    if not faults:
        return
    more = [Fault("the file", f"there are more faults than these {MOST_FAULTS}.", "Mend these first.")]
    raise BadInput(faults if len(faults) <= MOST_FAULTS else faults[:MOST_FAULTS] + more)


def _of_head(filled: Filled, dossier: Dossier, pack: Pack) -> Iterator[Fault]:
    head, case = filled.head, dossier.case.id
    if "case" not in head or "pack hash" not in head:
        if filled.faults:  # the file could not be read so far; that is said already
            yield from filled.faults
            return
        yield Fault("the file", "it does not say of which case it is, and under which rules.", _AGAIN)
    elif head["case"] != case:
        yield Fault(
            "the file", f"it is of the case '{head['case']}', not of '{case}'.", "Bring it to its own case."
        )
    elif head.get("format") != FORMAT:
        yield Fault(
            "the file", f"its format is '{head.get('format', '')}'; this version reads {FORMAT}.", _AGAIN
        )
    elif head["pack hash"] != pack.hash:
        what = f"it was made under other rules ({head.get('pack', 'unnamed')}) than the case has ({pack.name}@{pack.version})."
        yield Fault("the file", what, _AGAIN)


def _of_rows(filled: Filled, pack: Pack) -> Iterator[Fault]:
    seen: dict[tuple[str, str], str] = {}
    for row in filled.rows:
        key = (row.criterion, row.answerer)
        if key in seen:
            what = f"{row.criterion} for {row.answerer} stands twice, first at {seen[key]}."
            yield Fault(row.place, what, "Keep one.")
        seen.setdefault(key, row.place)
        yield from _of_row(row, pack)


def _of_row(row: Row, pack: Pack) -> Iterator[Fault]:
    criterion = pack.criteria.get(row.criterion)
    if criterion is None:
        yield Fault(
            row.place, f"the pack has no question {row.criterion[:40]}.", "Bring its id back as it was."
        )
        return
    if row.answerer not in criterion.answered_by:
        named = " or ".join(criterion.answered_by)
        what = f"{row.criterion} is asked of {named}, not of '{row.answerer[:40]}'."
        yield Fault(row.place, what, "Bring 'asked of' back as it was.")
    if row.status not in ("", FINAL, DRAFT):
        yield Fault(
            row.place,
            f"{row.criterion} is neither draft nor final: '{row.status[:40]}'.",
            "Write one of the two.",
        )
    if not (row.based_on.isascii() and row.based_on.isdecimal() and len(row.based_on) < 10):  # noqa: PLR2004 - digits
        yield Fault(
            row.place, f"{row.criterion}: 'based on' is no number.", f"Bring it back as it was. {_AGAIN}"
        )
    yield from _of_said(row, pack)


def _of_said(row: Row, pack: Pack) -> Iterator[Fault]:
    said = row.said
    if said.state not in ("", *STATES):
        how = f"Write one of {', '.join(STATES)}, or leave it empty."
        yield Fault(row.answer_place, f"{row.criterion}: the state '{said.state[:40]}' is none.", how)
    elif said.state == GIVEN and row.status == DRAFT:
        yield from _of_draft(row, pack)
    elif said.state == GIVEN:
        for fault in find_value_faults(pack, row.criterion, said.value):
            yield Fault(row.answer_place, fault)
    elif not said.state and row.status != DRAFT and (said.evidence or said.note):
        what = f"{row.criterion} has evidence or a note, and no answer."
        yield Fault(row.answer_place, what, "Answer it, or say that it is unknown.")


def _of_draft(row: Row, pack: Pack) -> Iterator[Fault]:
    """A draft may be unfinished, and has the shape of its answer all the same: a form shows it."""
    base, value = pack.criteria[row.criterion].answer_type.base, row.said.value
    if base == "table":
        fits = (
            isinstance(value, list) and all(isinstance(one, dict) for one in value) and len(value) < MOST_ROWS
        )
    elif base == "party":
        fits = isinstance(value, dict)
    elif base in ("many", "evidence"):
        fits = value == "none" or (isinstance(value, list) and all(isinstance(one, str) for one in value))
    else:
        fits = isinstance(value, str | int)
    if not fits:
        what = f"{row.criterion} is a draft that no form can show."
        yield Fault(
            row.answer_place,
            what,
            f"Finish it, or keep it below {MOST_ROWS} rows and without lists in lists.",
        )


def _of_sources(filled: Filled, dossier: Dossier) -> Iterator[Fault]:
    held = {one.id: one for one in dossier.evidence}
    seen: set[str] = set()
    for place, source in filled.sources:
        if source.id in seen:
            yield Fault(place, f"the evidence {source.id} stands twice.", "Keep one.")
        seen.add(source.id)
        if source.id not in held:
            yield from _of_new_source(place, source)
        elif clean_text(source.title) != clean_text(held[source.id].title):
            what = f"the evidence {source.id} is '{held[source.id].title[:80]}' in the case."
            yield Fault(place, what, "Give another source an id of its own.")


def _of_new_source(place: str, source: Source) -> Iterator[Fault]:
    if not source.id or len(source.id) > _LONGEST_ID or not source.title:
        yield Fault(
            place, f"a source needs an id of at most {_LONGEST_ID} characters, and a title.", "Write both."
        )
    try:
        date.fromisoformat(source.knowable_on)
    except ValueError:
        what = f"'{source.knowable_on[:40]}' is no day from which the source could be known."
        yield Fault(place, what, "Write it like 2026-03-31.")


def _of_evidence(filled: Filled, dossier: Dossier) -> Iterator[Fault]:
    known = {one.id for one in dossier.evidence} | {source.id for _, source in filled.sources}
    for row in filled.rows:
        for ident in row.said.evidence:
            if ident not in known:
                what = f"{row.criterion} names the evidence '{ident[:40]}', which is neither in the case nor in the file."
                yield Fault(row.place, what, "Add it to the evidence of the file.")
