"""Verification of an instance's own log: entries, chains, openings, checkpoints, stored tree, and the tables beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from vetting.audit import tree, verify
from vetting.audit.errors import NoteRefused
from vetting.audit.note import VerifierKey
from vetting.domain.errors import BadInput, Fault
from vetting.usecases.desk import Desk
from vetting.usecases.held_against_log import find_changed_rows
from vetting.usecases.ports import Work


@dataclass(frozen=True)
class LogReport:
    """What was checked and every fault that was found, as sentences."""

    size: int
    key: str
    faults: tuple[str, ...]


def verify_log(desk: Desk, key: str | None = None, earlier: str | None = None) -> LogReport:
    """Verify the whole log, against every checkpoint that is kept and one that is handed in.

    ``key`` is the fingerprint from elsewhere; without it the home's own key is used, which proves
    less.
    """
    pinned = _require_fingerprint(key) if key else desk.signer.fingerprint
    with desk.read() as work:
        leaves = work.leaves()
        now = desk.signer.sign(len(leaves), _root_of(leaves))
        known = [*work.list_checkpoints(), *([earlier] if earlier else [])]
        report = verify.verify_log(_lines(leaves), now, [pinned], known, work.list_openings())
        faults = [str(one) for one in report.breaks] + _stored_tree_faults(work, leaves)
        faults += [] if faults else find_changed_rows(work)
    return LogReport(size=len(leaves), key=pinned, faults=tuple(faults))


def _require_fingerprint(key: str) -> str:
    try:
        return VerifierKey.from_text(key).to_text()
    except NoteRefused as error:
        how = "Give it as it was handed to you: name+id+base64."
        raise BadInput([Fault("key", f"{error}", how)]) from error


def _root_of(leaves: Sequence[bytes]) -> bytes:
    return tree.Tree([tree.leaf_hash(leaf) for leaf in leaves]).root()


def _lines(leaves: Sequence[bytes]) -> list[bytes]:
    return [leaf + b"\n" for leaf in leaves]


def _stored_tree_faults(work: Work, leaves: Sequence[bytes]) -> list[str]:
    """The stored nodes that are not those of the entries; proofs are made from them."""
    made = tree.append(0, [tree.leaf_hash(leaf) for leaf in leaves], work.node())
    expected = {(level, index): digest for level, index, digest in made}
    stored = {(level, index): digest for level, index, digest in work.list_nodes()}
    return [
        f"The stored node {index} at level {level} of the log's tree is not that of the entries. "
        "Restore the log from a backup."
        for level, index in sorted(expected.keys() | stored.keys())
        if expected.get((level, index)) != stored.get((level, index))
    ]
