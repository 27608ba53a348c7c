"""Bringing a questionnaire back: looked at first, then all of it in one commit, or nothing.

- Where both sides answered a question, a person says for each whose answer is to stand; until then nothing is brought in.
- What the file calls a draft becomes a draft of whoever brings it back.
- Every answer goes through the same door as one that is typed at the desk, under the same rules.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from vetting.domain.answers import AnswerFields, AnswerState
from vetting.domain.commands import AnswerQuestion, Command, FileEvidence, NameParty
from vetting.domain.dossier import Dossier
from vetting.domain.drafts import answer_form
from vetting.domain.errors import Refusal, Refused
from vetting.domain.evidence import EvidenceKind
from vetting.domain.parties import PartyFields
from vetting.domain.waiting_acts import list_signers
from vetting.domain.waiting_commands import ProposeAct
from vetting.policy.pack import Pack
from vetting.usecases.desk import Desk
from vetting.usecases.drafts import save_draft
from vetting.usecases.intake import require_person
from vetting.usecases.office.answer_values import typed_of
from vetting.usecases.questionnaire.changes import Change, Kind, Plan, find_changes
from vetting.usecases.questionnaire.checks import require_sound
from vetting.usecases.questionnaire.filled import Filled
from vetting.usecases.questionnaire.items import GIVEN, Source
from vetting.usecases.send import rehearse, send
from vetting.usecases.waiting_acts import to_proposal

FILE, CASE = "file", "case"
"""Whose answer is to stand, where both sides answered."""


@dataclass(frozen=True)
class Bearer:
    """Who brings a file back: a person of the case; at the command line, in the hands of whoever owns the home."""

    person: str
    owns_home: bool = False


@dataclass(frozen=True)
class Brought:
    """What came of a file."""

    answers: int
    drafts: int
    waiting: int  # answers that wait for who countersigns them
    kept: tuple[str, ...]  # the questions of which the case's answer was kept
    plan: Plan


def look_at_file(desk: Desk, case: str, filled: Filled) -> Plan:
    """What a file would change; raises ``BadInput`` with every fault, or ``NotFound``."""
    with desk.read() as work:
        dossier = work.dossier(case)
    pack = desk.packs.pinned(dossier.case.pack_hash)
    require_sound(filled, dossier, pack)
    return find_changes(filled, dossier, pack)


def bring_back(desk: Desk, case: str, filled: Filled, bearer: Bearer, stands: Mapping[str, str]) -> Brought:
    """Bring a file's answers into the case, under the name of its bearer.

    ``stands`` says for a question that both sides answered (``INT-02:office``) whose answer stands: ``file`` or ``case``.
    An answer that names who countersigns it waits for that person; on the command line the owner of the home answers for it.
    Raises ``BadInput``, ``NotFound``, or ``Refused``; nothing is kept then.
    """
    ready = _prepare(desk, case, filled, bearer, stands)
    plan, batch = ready.plan, ready.batch
    if refusal := why_not_bring(plan, stands):
        raise Refused(refusal)
    send(desk, batch, simulated=ready.is_simulated, asserted=bearer.owns_home)
    drafts = plan.of_kind(Kind.DRAFT)
    for one in drafts:
        _keep_draft(desk, ready.pack, case, bearer.person, one)
    kept = tuple(one.key for one in plan.conflicts if stands[one.key] == CASE)
    answers = sum(isinstance(one, AnswerQuestion) for one in batch)
    return Brought(answers, len(drafts), sum(isinstance(one, ProposeAct) for one in batch), kept, plan)


def rehearse_bringing(
    desk: Desk, case: str, filled: Filled, bearer: Bearer, stands: Mapping[str, str]
) -> None:
    """Raise whatever ``bring_back`` would raise for this bearer, and keep nothing.

    Where nobody chose yet between two answers, the file's is tried: the choice itself may wait.
    """
    ready = _prepare(desk, case, filled, bearer, stands)
    rehearse(desk, ready.batch, asserted=bearer.owns_home)


def why_not_bring(plan: Plan, stands: Mapping[str, str]) -> Refusal | None:
    """Why a file cannot be brought in yet, if so: nobody said whose answer stands."""
    open_ones = [one.key for one in plan.conflicts if stands.get(one.key) not in (FILE, CASE)]
    return Refusal("both_sides_answered", {"questions": ", ".join(open_ones)}) if open_ones else None


@dataclass(frozen=True)
class _Ready:
    """A file, as the acts of its bearer."""

    pack: Pack
    plan: Plan
    batch: list[Command]
    is_simulated: bool


def _prepare(desk: Desk, case: str, filled: Filled, bearer: Bearer, stands: Mapping[str, str]) -> _Ready:
    with desk.read() as work:
        dossier, simulated = work.dossier(case), work.simulated_now(case)
        require_person(work, case, bearer.person)
    pack = desk.packs.pinned(dossier.case.pack_hash)
    require_sound(filled, dossier, pack)
    plan = find_changes(filled, dossier, pack)
    made = _commands(plan, stands, dossier, bearer.person, simulated or desk.clock.now())
    batch = [to_proposal(one) if not bearer.owns_home and list_signers(one) else one for one in made]
    return _Ready(pack, plan, batch, simulated is not None)


def _commands(
    plan: Plan, stands: Mapping[str, str], dossier: Dossier, by: str, at: datetime
) -> Iterator[Command]:
    for source in plan.sources:
        yield _evidence(source, dossier.case.id, by, at)
    for party in plan.parties:
        yield _party(party, by, at)
    for change in plan.changes:
        if change.kind is not Kind.DRAFT and stands.get(change.key, FILE) == FILE:
            yield _answer(change, dossier.case.id, by, at)


def _evidence(source: Source, case: str, by: str, at: datetime) -> FileEvidence:
    return FileEvidence(
        id=_act_id(case, by, at, source.id),
        case=case,
        by=by,
        at=at,
        evidence=source.id,
        kind=EvidenceKind.CITATION,
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        knowable_on=date.fromisoformat(source.knowable_on),
        locator=source.locator,
        note=source.note,
    )


def _party(party: PartyFields, by: str, at: datetime) -> NameParty:
    named = party.model_dump(exclude={"id", "case"})
    return NameParty(
        id=_act_id(party.case, by, at, party), case=party.case, by=by, at=at, party=party.id, **named
    )


def _answer(change: Change, case: str, by: str, at: datetime) -> AnswerQuestion:
    said = change.said
    return AnswerQuestion(
        id=_act_id(case, by, at, change.key, said.check, str(change.stands and change.stands.number)),
        case=case,
        by=by,
        at=at,
        criterion=change.row.criterion,
        answerer=change.row.answerer,
        state=AnswerState(said.state),
        value=said.value,
        evidence=list(said.evidence),
        note=said.note,
        countersigned_by=said.countersigned_by or None,
        based_on=change.stands.number if change.stands else 0,
    )


def _act_id(*said: object) -> str:
    return f"questionnaire/{hashlib.sha256(repr(said).encode()).hexdigest()[:40]}"


def _keep_draft(desk: Desk, pack: Pack, case: str, by: str, change: Change) -> None:
    row, said = change.row, change.said
    typed = {
        "answerer": [row.answerer],
        "based_on": [str(change.stands.number if change.stands else 0)],
        "evidence": list(said.evidence),
        "note": [said.note],
    }
    if said.state:
        answer = AnswerFields(
            case=case,
            criterion=row.criterion,
            answerer=row.answerer,
            state=AnswerState(said.state),
            value=said.value if said.state == GIVEN else None,
            by=by,
            at=desk.clock.now(),
            evidence=list(said.evidence),
            note=said.note,
            countersigned_by=said.countersigned_by or None,
        )
        typed |= typed_of(pack, pack.criteria[row.criterion].answer_type, answer)
    save_draft(desk, case, by, answer_form(row.criterion, row.answerer), typed)
