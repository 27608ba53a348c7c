"""The store: state and log entry in one commit, on SQLModel.

Items go in and out as the domain's fields classes (``items``); a row never leaves the adapters.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self, cast

from sqlalchemy import Engine, func
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, SQLModel, select

from vetting.adapters.accounts import Accounts
from vetting.adapters.counts import count_home
from vetting.adapters.database import WRITER, explain_database_faults
from vetting.adapters.drafts import Drafts
from vetting.adapters.items import Fields, Items, to_fields
from vetting.adapters.leases import Leases
from vetting.adapters.log_table import LogTable
from vetting.adapters.outbox import Outbox
from vetting.adapters.register import Register
from vetting.adapters.renderings import Renderings
from vetting.adapters.salts import Salts
from vetting.adapters.tables import ROW_OF, CaseRow, EvaluationRow, PersonRow, RecordRow
from vetting.adapters.tables_of_parties import JudgementRow, PartyRow
from vetting.adapters.tables_of_voices import SubmissionRow
from vetting.audit.tree import Node, NodeLookup
from vetting.domain.answers import AnswerFields
from vetting.domain.case import CaseFields
from vetting.domain.clause_links import ClauseLinkFields
from vetting.domain.consultation import PointFields, SubmissionFields, SubmissionMode
from vetting.domain.contests import ContestFields
from vetting.domain.decisions import ConditionFields, DecisionFields, VoteFields
from vetting.domain.dossier import Dossier, LogLine
from vetting.domain.errors import NotFound
from vetting.domain.events import Event
from vetting.domain.evidence import EvidenceFields
from vetting.domain.findings import FindingFields, find_standing
from vetting.domain.gates import GateFields
from vetting.domain.granted_exceptions import ExceptionFields
from vetting.domain.interests import DeclarationFields, find_current_declarations
from vetting.domain.judgements import JudgementFields
from vetting.domain.letters import LetterDraftFields
from vetting.domain.owners import OwnershipFields
from vetting.domain.parties import PartyFields
from vetting.domain.people import PersonFields
from vetting.domain.replies import (
    CorrectionFields,
    LetterFields,
    ReplyAssessmentFields,
    ReplyCommentFields,
)
from vetting.domain.reviews import ReviewFields
from vetting.domain.rounds import RoundFields
from vetting.domain.screenings import MatchFields, ScreeningRunFields
from vetting.domain.signatures import VoidedSignatureFields
from vetting.domain.stages import StepFields
from vetting.domain.standing import RegisterPage, RegisterQuery, Standing
from vetting.domain.terms import TermsFields
from vetting.domain.triage import TriageSignatureFields
from vetting.domain.waiting_acts import WaitingActFields
from vetting.usecases.kept import Act, CaseEntry, Counts, KeptEvaluation, KeptRecord, Lease


class SqlWork:
    """One transaction on the database."""

    def __init__(self, engine: Engine, salts: Salts, *, writes: bool) -> None:
        self._engine = engine
        self._salts = salts
        self._writes = writes

    def __enter__(self) -> Self:
        with explain_database_faults():
            options = WRITER if self._writes else {}
            self._connection = self._engine.connect().execution_options(**options)
            self._session = Session(self._connection, expire_on_commit=False, autoflush=False)
        self._items = Items(self._session)
        self._log = LogTable(self._session, self._salts)
        self._leases = Leases(self._session)
        self.outbox = Outbox(self._session)
        self.drafts = Drafts(self._session)
        self.accounts = Accounts(self._session)
        self.renderings = Renderings(self._session)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session.close()
        self._connection.close()
        with explain_database_faults():
            if isinstance(error, DatabaseError):
                raise error

    def get(self, kind: type[Fields], *key: str | int) -> Fields | None:
        """The item with this key, or ``None``."""
        return self._items.get(kind, key)

    def list(self, kind: type[Fields], case: str) -> list[Fields]:
        """The items of a case, in the order in which they were filed."""
        return self._items.list(kind, case)

    def list_all(self, kind: type[Fields]) -> Sequence[Fields]:
        """The items of a kind that belongs to no case, in the order in which they were filed."""
        row_type = cast("Any", ROW_OF[kind])
        return [to_fields(kind, row) for row in self._session.exec(select(row_type).order_by(row_type.filed))]

    def remove(self, kind: type[Fields], *key: str | int) -> None:
        """Remove an item for good; the log keeps that it was there."""
        self._items.remove(kind, key)

    def forget(self, kind: type[Fields], *key: str | int) -> None:
        """Remove the openings of the entry under which an item came in: a lawful erasure."""
        self._log.forget(self._items.row(ROW_OF[kind], key).filed)

    def entry_of(self, kind: type[Fields], *key: str | int) -> tuple[int, bytes] | None:
        """The index and the bytes of the entry under which an item came in, if it is there."""
        row = self._items.row(ROW_OF[kind], key)
        return None if row is None else (row.filed, self._log.leaf(row.filed))

    def count(self, kind: type[Fields], case: str) -> int:
        """How many items of a kind a case has."""
        row_type = cast("Any", ROW_OF[kind])
        counted = select(func.count()).select_from(row_type).where(row_type.case == case)
        return self._session.exec(counted).one()

    def dossier(self, case: str) -> Dossier:
        """Everything about a case; raises ``NotFound``."""
        found = self.get(CaseFields, case)
        if found is None:
            raise NotFound("case", case)
        steps = self.list(StepFields, case)
        declared = self.list(DeclarationFields, case)
        declarations = find_current_declarations(declared)
        matches = self.list(MatchFields, case)
        return Dossier(
            case=found,
            parties=self.list(PartyFields, case),
            ownership=self.list(OwnershipFields, case),
            people=self.list(PersonFields, case),
            declarations=declarations,
            earlier_declarations=[one for one in declared if one not in declarations],
            evidence=self.list(EvidenceFields, case),
            answers=self.list(AnswerFields, case),
            reviews=self.list(ReviewFields, case),
            contests=self.list(ContestFields, case),
            triage_signatures=self.list(TriageSignatureFields, case),
            exceptions=self.list(ExceptionFields, case),
            screenings=self.list(ScreeningRunFields, case),
            matches=matches,
            judgements=self.list(JudgementFields, case),
            recalled=[*self._recalled(matches)],
            terms=self.list(TermsFields, case),
            clause_links=self.list(ClauseLinkFields, case),
            rounds=self.list(RoundFields, case),
            submissions=self.list(SubmissionFields, case),
            points=self.list(PointFields, case),
            letters=self.list(LetterFields, case),
            letter_drafts=self.list(LetterDraftFields, case),
            assessments=self.list(ReplyAssessmentFields, case),
            corrections=self.list(CorrectionFields, case),
            reply_comments=self.list(ReplyCommentFields, case),
            votes=self.list(VoteFields, case),
            voided=self.list(VoidedSignatureFields, case),
            waiting=self.list(WaitingActFields, case),
            decision=self.get(DecisionFields, case),
            conditions=self.list(ConditionFields, case),
            gates=self.list(GateFields, case),
            steps=steps,
            findings=find_standing(self.list(FindingFields, case), steps),
            log=self._log.lines(case),
        ).standing()

    def find_judgements(self, fingerprint: str, source: str, entity: str) -> Sequence[JudgementFields]:
        """What was ruled in any case on this party and this entry of a list, in order of filing."""
        row = cast("Any", JudgementRow)
        asked = select(row).where(row.fingerprint == fingerprint, row.source == source, row.entity == entity)
        return [to_fields(JudgementFields, one) for one in self._session.exec(asked.order_by(row.filed))]

    def list_cases(self) -> Sequence[str]:
        """The ids of all cases, sorted."""
        return sorted(self._session.exec(select(CaseRow.id)))

    def has_act(self, act_id: str) -> bool:
        """Whether an act of this id is in the log."""
        return self._log.has_act(act_id)

    def list_leaves(self, acts: Sequence[str]) -> dict[str, bytes]:
        """The bytes of the entries of these acts, by act; an act that is not in the log has none."""
        return self._log.leaves_of(acts)

    def keep(self, act: Act, event: Event, *items: SQLModel) -> int:
        """Write the items and the event's log entry; the entry's index in the log."""
        index = self._log.append(act, event, self._source_of(act.case, items))
        for item in items:
            self._items.put(item, index)
        self._session.flush()
        return index

    def register(self, query: RegisterQuery) -> RegisterPage:
        """A page of the public register, the newest first."""
        return Register(self._session).page(query)

    def count_register(self) -> dict[Standing, int]:
        """How many proposals of the register stand so."""
        return Register(self._session).counts()

    def list_public(self, case: str, most: int) -> Sequence[SubmissionFields]:
        """The submissions of a case that were made public, the newest first, up to a number."""
        row = cast("Any", SubmissionRow)
        made_public = select(row).where(row.case == case, row.mode == SubmissionMode.PUBLIC)
        rows = self._session.exec(made_public.order_by(row.filed.desc()).limit(most))
        return [to_fields(SubmissionFields, each) for each in rows]

    def list_named(self, company: str) -> Sequence[PartyFields]:
        """Every party of this name, in whatever case."""
        rows = self._session.exec(select(PartyRow).where(PartyRow.name == company).order_by(PartyRow.case))
        return [to_fields(PartyFields, row) for row in rows]

    def keep_evaluation(self, evaluation: KeptEvaluation) -> None:
        """Keep an evaluation under its two hashes; harmless when it is kept already."""
        key = (evaluation.facts_hash, evaluation.pack_hash)
        if self._session.get(EvaluationRow, key) is None:
            self._session.add(EvaluationRow(**vars(evaluation)))
            self._session.flush()

    def find_evaluation(self, facts_hash: str, pack_hash: str) -> KeptEvaluation | None:
        """The evaluation kept under these hashes, if any."""
        row = self._session.get(EvaluationRow, (facts_hash, pack_hash))
        return KeptEvaluation(**row.model_dump()) if row else None

    def keep_record(self, record: KeptRecord) -> None:
        """Keep an issued record."""
        self._session.add(RecordRow(**vars(record), filed=self._log.size() - 1))
        self._session.flush()

    def list_records(self, case: str) -> Sequence[KeptRecord]:
        """The records of a case, in the order in which they were issued."""
        order = cast("Any", RecordRow.filed)
        rows = self._session.exec(select(RecordRow).where(RecordRow.case == case).order_by(order))
        return [KeptRecord(**row.model_dump(exclude={"filed"})) for row in rows]

    def log_size(self) -> int:
        """How many entries the log has."""
        return self._log.size()

    def node(self) -> NodeLookup:
        """Looks up the stored nodes of the log's tree."""
        return self._log.node

    def list_nodes(self) -> Sequence[Node]:
        """Every stored node of the log's tree: level, index, hash."""
        return self._log.nodes()

    def leaves(self) -> Sequence[bytes]:
        """Every entry's bytes, in order."""
        return self._log.leaves()

    def read_leaves(self, first: int, count: int) -> Sequence[bytes]:
        """The bytes of up to ``count`` entries from the index ``first`` on, in order."""
        return self._log.read_leaves(first, count)

    def list_checkpoints(self) -> Sequence[str]:
        """The signed checkpoints, the smallest first."""
        return self._log.checkpoints()

    def list_openings(self) -> Sequence[bytes]:
        """The openings that are kept, each as one line."""
        return self._log.openings()

    def list_case_entries(self, case: str) -> Sequence[CaseEntry]:
        """The entries of a case with their places and the openings that are kept, in order."""
        return self._log.case_entries(case)

    def log_lines(self, case: str) -> Sequence[LogLine]:
        """The entries of a case as a reader sees them."""
        return self._log.lines(case)

    def keep_checkpoint(self, size: int, note: str, at: datetime) -> None:
        """Keep a signed checkpoint; harmless when one of this size is kept already."""
        self._log.keep_checkpoint(size, note, at)

    def find_checkpoint(self, size: int) -> str | None:
        """The checkpoint signed at this size, if any."""
        return self._log.find_checkpoint(size)

    def simulated_now(self, case: str) -> datetime | None:
        """The time an imported case has come to; ``None`` for a live one."""
        return self._case_row(case).simulated_at

    def simulate(self, case: str, at: datetime) -> None:
        """Set the time an imported case has come to."""
        self._case_row(case).simulated_at = at

    def take_lease(self, case: str, owner: str, now: datetime, seconds: int) -> Lease | None:
        """The lease of a case by one compare-and-set; ``None`` while another live owner has it."""
        return self._leases.take(case, owner, now, seconds)

    def check_fence(self, lease: Lease) -> None:
        """Raise ``LeaseLost`` unless the lease still holds; part of this transaction."""
        self._leases.check(lease)

    def release(self, lease: Lease, next_wake_at: datetime | None) -> None:
        """Give the lease back and say when to look again."""
        self._leases.release(lease, next_wake_at)

    def wake(self, case: str) -> None:
        """Note that the case has something new to look at."""
        self._case_row(case).wake_seq += 1

    def is_moving(self, case: str) -> bool:
        """Whether an advance of the case is under way, or waits for its turn."""
        row = self._case_row(case)
        return row.lease_owner is not None or row.wake_seq > row.seen_seq

    def list_cases_of(self, person: str) -> Sequence[str]:
        """The ids of the cases on which this person has a role, sorted."""
        return sorted(self._session.exec(select(PersonRow.case).where(PersonRow.id == person)))

    def list_due(self, now: datetime) -> Sequence[str]:
        """Cases woken, whose time has come, or whose lease is over, unless dispatched just now; sorted."""
        return self._leases.list_due(now)

    def claim_dispatch(self, case: str, now: datetime) -> bool:
        """Note that a case is sent off now; false where another did so within the cool-down."""
        return self._leases.claim_dispatch(case, now)

    def counts(self, now: datetime) -> Counts:
        """How the whole home stands, in numbers."""
        return count_home(self._session, now)

    def commit(self) -> None:
        """Make it durable."""
        self._session.commit()
        self._log.let_go()

    def _recalled(self, matches: Sequence[MatchFields]) -> Sequence[JudgementFields]:
        """The judgements of other cases that these matches name, each once."""
        keys = dict.fromkeys(
            (one.recalled_case, one.recalled_number)
            for one in matches
            if one.recalled_case is not None and one.recalled_number is not None
        )
        found = (self.get(JudgementFields, case, number) for case, number in keys if case and number)
        return [one for one in found if one is not None]

    def _case_row(self, case: str) -> CaseRow:
        row: CaseRow | None = self._items.row(CaseRow, (case,))
        if row is None:
            raise NotFound("case", case)
        return row

    def _source_of(self, case: str, items: Sequence[SQLModel]) -> str | None:
        opened = next((item for item in items if isinstance(item, CaseFields)), None)
        if opened is not None:
            return opened.source_hash
        row = self._items.row(CaseRow, (case,))
        return row.source_hash if row else None


def work_on(engine: Engine, salts: Salts, *, writes: bool) -> Callable[[], SqlWork]:
    """A function that begins a transaction each time it is called."""
    return lambda: SqlWork(engine, salts, writes=writes)
