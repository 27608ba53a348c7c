"""What the use cases need from the outside world, each port cut to that need."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, Self, TypeVar

from sqlmodel import SQLModel

from vetting.audit.entry import Opening
from vetting.audit.tree import Node, NodeLookup
from vetting.domain.accounts import AccountFields, ApiTokenFields, SessionFields
from vetting.domain.consultation import SubmissionFields
from vetting.domain.dossier import Dossier, LogLine
from vetting.domain.drafts import DraftFields
from vetting.domain.events import Event
from vetting.domain.judgements import JudgementFields
from vetting.domain.parties import PartyFields
from vetting.domain.reminders import MessageFields
from vetting.domain.stages import Step
from vetting.domain.standing import RegisterPage, RegisterQuery, Standing
from vetting.policy.pack import Pack

Fields = TypeVar("Fields", bound=SQLModel)


class Clock(Protocol):
    """Reads the time."""

    def now(self) -> datetime:
        """The time now, in UTC."""


class Packs(Protocol):
    """Finds policy packs, shipped or pinned."""

    def find(self, reference: str) -> Pack:
        """The pack of a name, ``name@version``, path or pinned hash; raises ``BadInput`` with every fault."""

    def pin(self, pack: Pack) -> None:
        """Keep the pack's files under its hash, durably; harmless when they are kept already."""

    def pinned(self, pack_hash: str) -> Pack:
        """The pack with this hash; raises ``NotFound``."""


class EvidenceFiles(Protocol):
    """Holds bytes under their hash."""

    def put(self, content: bytes) -> str:
        """Write the bytes durably and give their sha256 in hex."""

    def get(self, sha256: str) -> bytes:
        """The bytes of a hash; raises ``NotFound`` or ``EnvironmentFault`` if they changed."""


class Signer(Protocol):
    """The log's own key."""

    origin: str
    fingerprint: str

    def sign(self, size: int, root: bytes) -> str:
        """The signed checkpoint of a log of this size and root."""

    def sign_bytes(self, content: bytes) -> bytes:
        """The key's Ed25519 signature of these bytes: of a bundle's sums, never of a stranger's text."""


class Stamps(Protocol):
    """What nobody can guess, and what proves later that it was made here."""

    def draw(self, bits: int) -> int:
        """A number of so many random bits."""

    def stamp(self, text: str) -> str:
        """What only this home can make of a text."""

    def is_ours(self, text: str, stamp: str) -> bool:
        """Whether the stamp of a text was made here."""


class Sealer(Protocol):
    """Seals what only officers or custodians may read."""

    def can_seal(self) -> bool:
        """Whether an officer's key is set up."""

    def can_seal_identity(self) -> bool:
        """Whether two custodians' keys are set up."""

    def seal(self, content: bytes) -> bytes:
        """The content padded and sealed to every officer; refused where no key is set up."""

    def seal_identity(self, content: bytes) -> bytes:
        """The content sealed to two custodians, both of whom are needed; refused where they are not named."""

    def unseal(self, sealed: bytes, key: str) -> bytes:
        """The content, with an officer's key; refused where it does not open it."""


class RecordWriter(Protocol):
    """Renders a record into one form of file."""

    name: str
    suffix: str  # without its dot

    def render(self, record: Mapping[str, Any]) -> bytes:
        """The file's bytes; the same for the same record."""


@dataclass(frozen=True)
class Act:
    """Who does something, when, in which case, under which id."""

    id: str
    case: str
    by: str
    at: datetime


@dataclass(frozen=True)
class KeptEvaluation:
    """One evaluation as sealed: facts and result as canonical JSON text."""

    facts_hash: str
    pack_hash: str
    facts: str
    result: str


@dataclass(frozen=True)
class KeptRecord:
    """One issued record."""

    case: str
    id: str
    edition: str
    sha256: str
    interim: bool
    content: str  # the record as canonical JSON text
    issued_at: datetime

    def to_json(self) -> dict[str, Any]:
        """The record as a JSON object."""
        return dict(json.loads(self.content))


@dataclass(frozen=True)
class CaseEntry:
    """One entry of a case: its place in the log, its bytes, and the openings that are kept of it."""

    index: int
    leaf: bytes
    openings: tuple[Opening, ...]


@dataclass(frozen=True)
class Lease:
    """The right to advance a case, for a while; the fence tells an old holder from a new one."""

    case: str
    owner: str
    fence: int


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


@dataclass(frozen=True)
class Unsent:
    """A message that waits, and how often it was tried."""

    message: MessageFields
    tries: int


class Outbox(Protocol):
    """The messages of all cases that wait to be sent, within one transaction."""

    def list_unsent(self, now: datetime) -> Sequence[Unsent]:
        """Those whose turn has come, the oldest first."""

    def claim(self, message: MessageFields, now: datetime, until: datetime) -> bool:
        """Keep others from sending it until then; false where another has it."""

    def note_sent(self, message: MessageFields, at: datetime) -> None:
        """It went out."""

    def note_failed(self, message: MessageFields, again_at: datetime, fault: str) -> None:
        """It did not go out; why, as a code, and when to try again."""

    def count_unsent(self) -> dict[str, int]:
        """How many wait, by the code of their last fault; ``""`` for those not tried yet."""


@dataclass(frozen=True)
class Counts:
    """How a whole home stands, in numbers."""

    cases: Mapping[str, int]  # by status
    due: int
    gates: Mapping[str, int]  # open ones, by kind
    next_closing: datetime | None
    log_size: int
    last_entry_at: str | None
    checkpoint_size: int
    checkpoint_at: datetime | None
    unsent: Mapping[str, int]  # messages, by the code of their last fault
    unsent_since: datetime | None
    packs: Sequence[str]  # the hashes that cases are pinned to


class Machine(Protocol):
    """What a home stands on."""

    def free_bytes(self) -> int:
        """How much room the home has left."""

    def schema(self) -> tuple[str, str]:
        """The version of the schema found in the database, and the one this program knows."""


class Contacts(Protocol):
    """Finds where a person gets mail."""

    def address_of(self, person: str) -> str | None:
        """The mail address of a person by id, if one is known."""


@dataclass(frozen=True)
class Mail:
    """One mail, ready to go out."""

    id: str  # the same each time it is tried
    to: str
    subject: str
    body: str
    at: datetime


class Mailer(Protocol):
    """Sends mail."""

    def send(self, mail: Mail) -> None:
        """Hand it over; raises ``EnvironmentFault`` where nobody took it."""


class AccountTable(Protocol):
    """Accounts, sessions and tokens in one transaction."""

    def keep(self, account: AccountFields) -> None:
        """Keep an account, new or changed."""

    def get(self, ident: str) -> AccountFields | None:
        """The account with this id, if any."""

    def find_login(self, login: str) -> AccountFields | None:
        """The account with this login, if any."""

    def find_subject(self, subject: str) -> AccountFields | None:
        """The account of this person of the sign-in provider, if any."""

    def list(self) -> Sequence[AccountFields]:
        """All accounts, by id."""

    def keep_session(self, session: SessionFields) -> None:
        """Keep a session, new or used again."""

    def find_session(self, digest: str) -> SessionFields | None:
        """The session with this hash, if any."""

    def end_session(self, digest: str) -> None:
        """End a session; harmless where there is none."""

    def end_sessions_of(self, account: str) -> None:
        """End every session of an account."""

    def end_sessions_before(self, began_at: datetime) -> None:
        """Forget sessions that are over by their age."""

    def keep_token(self, token: ApiTokenFields) -> None:
        """Keep a new token."""

    def find_token(self, digest: str) -> ApiTokenFields | None:
        """The token with this hash, if any."""

    def end_tokens_of(self, account: str) -> None:
        """End every token of an account."""

    def note_failure(self, login_hash: str, at: datetime) -> None:
        """Remember that a password was wrong."""

    def count_failures(self, login_hash: str, since: datetime) -> int:
        """How many passwords were wrong for a login since then."""

    def forget_failures(self, before: datetime) -> None:
        """Forget what no longer counts."""


class Passwords(Protocol):
    """Hashes passwords."""

    def hash(self, password: str) -> str:
        """The hash to keep."""

    def is_right(self, password: str, kept: str | None) -> bool:
        """Whether a password is the one of a hash; without a hash it takes as long and is never right."""


class Work(AbstractContextManager["Work"], Protocol):
    """One transaction. Leaving it without ``commit`` keeps nothing."""

    @property
    def drafts(self) -> Drafts:
        """What people typed and have not sent."""

    @property
    def accounts(self) -> AccountTable:
        """Who may sign in."""

    def __enter__(self) -> Self:
        """Begin."""

    def get(self, kind: type[Fields], *key: str | int) -> Fields | None:
        """The item with this key, or ``None``."""

    def list(self, kind: type[Fields], case: str) -> list[Fields]:
        """The items of a case, in the order in which they were filed."""

    def list_all(self, kind: type[Fields]) -> Sequence[Fields]:
        """The items of a kind that belongs to no case, in the order in which they were filed."""

    def remove(self, kind: type[Fields], *key: str | int) -> None:
        """Remove an item for good; the log keeps that it was there."""

    def forget(self, kind: type[Fields], *key: str | int) -> None:
        """Remove the openings of the entry under which an item came in: a lawful erasure."""

    def entry_of(self, kind: type[Fields], *key: str | int) -> tuple[int, bytes] | None:
        """The index and the bytes of the entry under which an item came in, if it is there."""

    def count(self, kind: type[Fields], case: str) -> int:
        """How many items of a kind a case has."""

    def dossier(self, case: str) -> Dossier:
        """Everything about a case; raises ``NotFound``."""

    def find_judgements(self, fingerprint: str, source: str, entity: str) -> Sequence[JudgementFields]:
        """What was ruled in any case on this party and this entry of a list, in order of filing."""

    def list_cases(self) -> Sequence[str]:
        """The ids of all cases, sorted."""

    def has_act(self, act_id: str) -> bool:
        """Whether an act of this id is in the log."""

    def keep(self, act: Act, event: Event, *items: SQLModel) -> int:
        """Write the items and the event's log entry; the entry's index in the log."""

    def register(self, query: RegisterQuery) -> RegisterPage:
        """A page of the public register, the newest first."""

    def count_register(self) -> dict[Standing, int]:
        """How many proposals of the register stand so."""

    def list_public(self, case: str, most: int) -> Sequence[SubmissionFields]:
        """The submissions of a case that were made public, the newest first, up to a number."""

    def list_named(self, company: str) -> Sequence[PartyFields]:
        """Every party of this name, in whatever case."""

    def keep_evaluation(self, evaluation: KeptEvaluation) -> None:
        """Keep an evaluation under its two hashes; harmless when it is kept already."""

    def find_evaluation(self, facts_hash: str, pack_hash: str) -> KeptEvaluation | None:
        """The evaluation kept under these hashes, if any."""

    def keep_record(self, record: KeptRecord) -> None:
        """Keep an issued record."""

    def list_records(self, case: str) -> Sequence[KeptRecord]:
        """The records of a case, in the order in which they were issued."""

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

    def list_cases_of(self, person: str) -> Sequence[str]:
        """The ids of the cases on which this person has a role, sorted."""

    def list_due(self, now: datetime) -> Sequence[str]:
        """Cases woken, whose time has come, or whose lease is over, unless dispatched just now; sorted."""

    def claim_dispatch(self, case: str, now: datetime) -> bool:
        """Note that a case is sent off now; false where another did so within the cool-down."""

    def counts(self, now: datetime) -> Counts:
        """How the whole home stands, in numbers."""

    @property
    def outbox(self) -> Outbox:
        """The messages that wait to be sent."""

    def commit(self) -> None:
        """Make it durable."""


class Dispatcher(Protocol):
    """Sees to it that a case is looked at again."""

    def wake(self, case: str) -> None:
        """Have the case advanced soon, elsewhere; returns at once."""


RunStep = Callable[[Lease, Step], Any]
"""Runs one step of a case; may be a coroutine function."""
