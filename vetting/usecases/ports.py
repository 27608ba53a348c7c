"""What the use cases ask of the store: one transaction, cut into what is asked of it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, Self, TypeVar

from sqlmodel import SQLModel

from vetting.audit.tree import Node, NodeLookup
from vetting.domain.consultation import SubmissionFields
from vetting.domain.dossier import Dossier, LogLine
from vetting.domain.drafts import DraftFields
from vetting.domain.events import Event
from vetting.domain.judgements import JudgementFields
from vetting.domain.parties import PartyFields
from vetting.domain.publications import RenderedAs, RenderingFields
from vetting.domain.stages import Step
from vetting.domain.standing import RegisterPage, RegisterQuery, Standing
from vetting.usecases.account_ports import AccountTable
from vetting.usecases.kept import Act, CaseEntry, Counts, KeptEvaluation, KeptRecord, Lease
from vetting.usecases.mail_ports import Outbox

Fields = TypeVar("Fields", bound=SQLModel)


class Drafts(Protocol):
    """Keeps what people typed and have not sent."""

    def keep(self, draft: DraftFields) -> None:
        """Keep a draft in the place of the one before it."""

    def find(self, case: str, person: str, form: str) -> DraftFields | None:
        """What this person typed into this form, if anything is kept."""

    def list(self, case: str, person: str) -> Sequence[DraftFields]:
        """What this person typed in this case, in order of the forms."""

    def drop(self, case: str, person: str, form: str) -> None:
        """Forget a draft; harmless where there is none."""


class Renderings(Protocol):
    """Keeps editions as files."""

    def keep(self, rendering: RenderingFields) -> None:
        """Keep a file in the place of the one before it."""

    def find(self, edition: str, suffix: str) -> RenderingFields | None:
        """The file of an edition, by the edition's hash, if it is made already."""

    def list(self, edition: str) -> Sequence[RenderedAs]:
        """What is made already of an edition, without the files themselves."""

    def list_waiting(self, forms: int, most: int) -> Sequence[tuple[str, str]]:
        """Editions of which fewer forms are made, public ones first, then each case's newest record: hash and content."""


class Items(Protocol):
    """What a transaction reads and writes of cases and their items."""

    def get(self, kind: type[Fields], *key: str | int) -> Fields | None:
        """The item with this key, or ``None``."""

    def list(self, kind: type[Fields], case: str) -> list[Fields]:
        """The items of a case, in the order in which they were filed."""

    def list_all(self, kind: type[Fields]) -> Sequence[Fields]:
        """The items of a kind that belongs to no case, in the order in which they were filed."""

    def remove(self, kind: type[Fields], *key: str | int) -> None:
        """Remove an item for good; the log keeps that it was there."""

    def count(self, kind: type[Fields], case: str) -> int:
        """How many items of a kind a case has."""

    def dossier(self, case: str) -> Dossier:
        """Everything about a case; raises ``NotFound``."""

    def list_cases(self) -> Sequence[str]:
        """The ids of all cases, sorted."""

    def list_cases_of(self, person: str) -> Sequence[str]:
        """The ids of the cases on which this person has a role, sorted."""

    def find_judgements(self, fingerprint: str, source: str, entity: str) -> Sequence[JudgementFields]:
        """What was ruled in any case on this party and this entry of a list, in order of filing."""

    def keep(self, act: Act, event: Event, *items: SQLModel) -> int:
        """Write the items and the event's log entry; the entry's index in the log."""

    def has_act(self, act_id: str) -> bool:
        """Whether an act of this id is in the log."""

    def list_leaves(self, acts: Sequence[str]) -> dict[str, bytes]:
        """The bytes of the entries of these acts, by act; an act that is not in the log has none."""

    def keep_evaluation(self, evaluation: KeptEvaluation) -> None:
        """Keep an evaluation under its two hashes; harmless when it is kept already."""

    def find_evaluation(self, facts_hash: str, pack_hash: str) -> KeptEvaluation | None:
        """The evaluation kept under these hashes, if any."""

    def keep_record(self, record: KeptRecord) -> None:
        """Keep an issued record."""

    def list_records(self, case: str) -> Sequence[KeptRecord]:
        """The records of a case, in the order in which they were issued."""


class PublicPages(Protocol):
    """What the public pages read."""

    def register(self, query: RegisterQuery) -> RegisterPage:
        """A page of the public register, the newest first."""

    def count_register(self) -> dict[Standing, int]:
        """How many proposals of the register stand so."""

    def list_public(self, case: str, most: int) -> Sequence[SubmissionFields]:
        """The submissions of a case that were made public, the newest first, up to a number."""

    def list_named(self, company: str) -> Sequence[PartyFields]:
        """Every party of this name, in whatever case."""


class LogPages(Protocol):
    """The log as it is read, proved and signed."""

    def entry_of(self, kind: type[Fields], *key: str | int) -> tuple[int, bytes] | None:
        """The index and the bytes of the entry under which an item came in, if it is there."""

    def forget(self, kind: type[Fields], *key: str | int) -> None:
        """Remove the openings of the entry under which an item came in: a lawful erasure."""

    def log_size(self) -> int:
        """How many entries the log has."""

    def node(self) -> NodeLookup:
        """Looks up the stored nodes of the log's tree."""

    def list_nodes(self) -> Sequence[Node]:
        """Every stored node of the log's tree: level, index, hash."""

    def leaves(self) -> Sequence[bytes]:
        """Every entry's bytes, in order."""

    def read_leaves(self, first: int, count: int) -> Sequence[bytes]:
        """The bytes of up to ``count`` entries from the index ``first`` on, in order."""

    def list_checkpoints(self) -> Sequence[str]:
        """The signed checkpoints, the smallest first."""

    def list_openings(self) -> Sequence[bytes]:
        """The openings that are kept, each as one line."""

    def list_case_entries(self, case: str) -> Sequence[CaseEntry]:
        """The entries of a case with their places and the openings that are kept, in order."""

    def log_lines(self, case: str) -> Sequence[LogLine]:
        """The entries of a case as a reader sees them."""

    def keep_checkpoint(self, size: int, note: str, at: datetime) -> None:
        """Keep a signed checkpoint; harmless when one of this size is kept already."""

    def find_checkpoint(self, size: int) -> str | None:
        """The checkpoint signed at this size, if any."""


class Turns(Protocol):
    """Whose turn a case is: its clock, its lease, and when to look at it again."""

    def simulated_now(self, case: str) -> datetime | None:
        """The time an imported case has come to; ``None`` for a live one."""

    def simulate(self, case: str, at: datetime) -> None:
        """Set the time an imported case has come to."""

    def take_lease(self, case: str, owner: str, now: datetime, seconds: int) -> Lease | None:
        """The lease of a case by one compare-and-set; ``None`` while another live owner has it."""

    def check_fence(self, lease: Lease) -> None:
        """Raise ``LeaseLost`` unless the lease still holds; part of this transaction."""

    def release(self, lease: Lease, next_wake_at: datetime | None) -> None:
        """Give the lease back and say when to look again."""

    def wake(self, case: str) -> None:
        """Note that the case has something new to look at."""

    def is_moving(self, case: str) -> bool:
        """Whether an advance of the case is under way, or waits for its turn."""

    def list_due(self, now: datetime) -> Sequence[str]:
        """Cases woken, whose time has come, or whose lease is over, unless dispatched just now; sorted."""

    def claim_dispatch(self, case: str, now: datetime) -> bool:
        """Note that a case is sent off now; false where another did so within the cool-down."""

    def counts(self, now: datetime) -> Counts:
        """How the whole home stands, in numbers."""


class Work(Items, PublicPages, LogPages, Turns, AbstractContextManager["Work"], Protocol):
    """One transaction. Leaving it without ``commit`` keeps nothing."""

    @property
    def drafts(self) -> Drafts:
        """What people typed and have not sent."""

    @property
    def renderings(self) -> Renderings:
        """Editions as files."""

    @property
    def accounts(self) -> AccountTable:
        """Who may sign in."""

    def __enter__(self) -> Self:
        """Begin."""

    @property
    def outbox(self) -> Outbox:
        """The messages that wait to be sent."""

    def commit(self) -> None:
        """Make it durable."""


class Waker(Protocol):
    """Lets whoever advances cases know of one that is due; it advances none itself."""

    def wake(self, case: str) -> None:
        """Have the case advanced soon, elsewhere; returns at once."""


RunStep = Callable[[Lease, Step], Any]
"""Runs one step of a case; may be a coroutine function."""
