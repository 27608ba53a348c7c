"""Small logs to test with: several cases interleaved, open and protected fields, signed checkpoints."""

from dataclasses import dataclass, replace
from functools import cached_property

from vetting.audit.chain import FIRST, Link, link_after
from vetting.audit.checkpoint import Checkpoint, sign_checkpoint
from vetting.audit.entry import LogEntry, Opening, commit
from vetting.audit.note import SigningKey
from vetting.audit.tree import Tree, leaf_hash
from vetting.audit.verify import Report, verify_log

ORIGIN = "vetting.example/office"
KEY = SigningKey(ORIGIN, bytes(range(32)))
FINGERPRINT = KEY.verifier.to_text()

_EVENTS = ("CaseOpened", "AnswerGiven", "CommentReceived", "VoteCast", "CaseDecided")


@dataclass(frozen=True)
class Log:
    """Leaves with what signs and opens them."""

    leaves: list[bytes]
    openings: list[Opening]

    @cached_property
    def tree(self) -> Tree:
        return Tree([leaf_hash(leaf) for leaf in self.leaves])

    @cached_property
    def checkpoint_text(self) -> str:
        return self.checkpoint()

    def lines(self) -> list[bytes]:
        return [leaf + b"\n" for leaf in self.leaves]

    def opening_lines(self) -> list[bytes]:
        return [opening.to_bytes() + b"\n" for opening in self.openings]

    def checkpoint(self, size: int | None = None, key: SigningKey = KEY) -> str:
        size = len(self.leaves) if size is None else size
        return sign_checkpoint(Checkpoint(key.name, size, self.tree.root(size)), key)

    def verify(self, *earlier: str) -> Report:
        return verify_log(self.lines(), self.checkpoint(), [FINGERPRINT], earlier, self.opening_lines())


def make_log(size: int, cases: int = 3, changed: int | None = None) -> Log:
    """Give a log of so many entries, taken in turn from so many cases; every third has a protected field.

    One entry may be told otherwise, with all that follows from it.
    """
    entries: list[LogEntry] = []
    openings: list[Opening] = []
    links: dict[str, Link] = {}
    for index in range(size):
        entry = make_entry(index, f"case-{index % cases + 1}", links, openings)
        if index == changed:
            entry = replace(entry, by="P-9")
        entries.append(entry)
        links[entry.case] = link_after(entry)
    return Log([entry.to_bytes() for entry in entries], openings)


def make_entry(index: int, case: str, links: dict[str, Link], openings: list[Opening]) -> LogEntry:
    seq, prev = links.get(case, FIRST)
    return LogEntry(
        at=f"2020-03-{index % 28 + 1:02}T09:{index % 60:02}:00Z",
        by=f"P-{index % 4}",
        case=case,
        case_prev=prev,
        case_seq=seq,
        event=_EVENTS[index % len(_EVENTS)],
        open={"level": "high", "count": index} if index % 2 else {},
        protected={} if index % 3 else {"text": _commit_and_open(index, openings)},
    )


def _commit_and_open(index: int, openings: list[Opening]) -> str:
    salt, value = bytes([index % 256]) * 16, f"Comment {index}: «ça va?»"
    openings.append(Opening(index, "text", salt.hex(), value))
    return commit(value, salt)
