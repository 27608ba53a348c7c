"""What the use cases ask of the world outside: clock, packs, files, keys, writers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from vetting.agreements.clauses import Paragraph
from vetting.domain.attachments import CleanFile
from vetting.policy.pack import Pack


class Clock(Protocol):
    """Reads the time."""

    def now(self) -> datetime:
        """The time now, in UTC."""


class Packs(Protocol):
    """Finds policy packs, shipped or pinned."""

    def find(self, reference: str) -> Pack:
        """The pack of a name, ``name@version``, path or pinned hash; raises ``BadInput`` with every fault."""

    def list_shipped(self) -> Sequence[str]:
        """The names of the packs that come with the program, in order."""

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

    def hash_of(self, sha256: str) -> str | None:
        """The sha256 of what is stored under a hash now; ``None`` where nothing is."""

    def remove(self, sha256: str) -> bool:
        """Remove the bytes of a hash for good; whether there were any."""


class DraftText(Protocol):
    """What a reader found in the file of a draft."""

    @property
    def format(self) -> str:
        """The kind of file."""

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """Its paragraphs in order."""

    @property
    def tracked_changes(self) -> int:
        """How many changes wait to be accepted."""

    @property
    def comments(self) -> int:
        """How many comments it carries."""


class DraftReader(Protocol):
    """Reads the drafts of agreements."""

    def read(self, content: bytes, name: str) -> DraftText:
        """What a file says; raises ``BadInput`` with one sentence that says what to send instead."""


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

    def unwrap_key(self, wrapped: bytes, phrase: str) -> str:
        """The secret key in a key file, wrapped or not; refused where there is none to be had."""


class Cleaner(Protocol):
    """Rebuilds the files of strangers from their allowed parts."""

    def clean(self, content: bytes, name: str) -> CleanFile:
        """The rebuilt file; raises ``Refused`` where it cannot be made safe."""


class RecordWriter(Protocol):
    """Renders a record into one form of file."""

    name: str
    suffix: str  # without its dot

    def render(self, record: Mapping[str, Any]) -> bytes:
        """The file's bytes; the same for the same record."""


class Machine(Protocol):
    """What a home stands on."""

    def free_bytes(self) -> int:
        """How much room the home has left."""

    def schema(self) -> tuple[str, str]:
        """The version of the schema found in the database, and the one this program knows."""
