"""Small bundles to test with: a case of three, its record, policy and evidence, all made up."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from tests.audit.logs import KEY
from vetting.audit import canonical, verify
from vetting.audit.archive import write_archive
from vetting.audit.bundle import BundleContents, write_bundle
from vetting.audit.chain import FIRST, Link, link_after
from vetting.audit.checkpoint import Checkpoint, sign_checkpoint
from vetting.audit.entry import LogEntry, Opening, commit
from vetting.audit.minisign import sign_minisign
from vetting.audit.note import SigningKey
from vetting.audit.proof import GrowthProof, InclusionProof, prove_consistency, prove_inclusion
from vetting.audit.tree import Tree, leaf_hash
from vetting.audit.verify import BundleReport, verify_bundle

CASE = "case-1"
FINGERPRINT = KEY.verifier.to_text()
POLICY = b'{"pack.yaml":{"name":"made-up","version":"1.0.0"}}'
POLICY_HASH = f"sha256:{sha256(POLICY).hexdigest()}"
PAPER, LETTER = b"A paper of a made-up company.\n", b"A letter of a made-up office.\n"
VERIFIER = Path(verify.__file__).read_bytes()


@dataclass
class Scene:
    """A log that is written entry by entry, from which a bundle of one case is made."""

    key: SigningKey = KEY
    leaves: list[bytes] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    links: dict[str, Link] = field(default_factory=dict)

    @cached_property
    def tree(self) -> Tree:
        return Tree([leaf_hash(leaf) for leaf in self.leaves])

    def add(self, case: str, event: str, said: str = "", **opened: Any) -> None:
        """Write an entry; what is said is a protected field."""
        index, salt = len(self.leaves), bytes([len(self.leaves) % 256]) * 16
        seq, prev = self.links.get(case, FIRST)
        entry = LogEntry(
            at=f"2020-03-{index % 28 + 1:02}T09:00:00Z",
            by="P-1",
            case=case,
            case_prev=prev,
            case_seq=seq,
            event=event,
            open=opened,
            protected={"note": commit(said, salt)} if said else {},
        )
        if case == CASE:
            if said:
                self.openings.append(Opening(len(self.places), "note", salt.hex(), said))
            self.places.append(index)
        self.links[case] = link_after(entry)
        self.leaves.append(entry.to_bytes())

    def checkpoint(self, size: int | None = None) -> str:
        size = len(self.leaves) if size is None else size
        return sign_checkpoint(Checkpoint(self.key.name, size, self.tree.root(size)), self.key)

    def growth(self, old: int) -> GrowthProof:
        hashes = prove_consistency(old, len(self.leaves), self.tree.node)
        return GrowthProof(old, tuple(hashes), self.checkpoint(old))

    def record(self, size: int, count: int) -> bytes:
        """Write the record that cites the log of this size, in which the case has so many entries."""
        last = leaf_hash(self.leaves[self.places[count - 1]]).hex()
        root = Tree([leaf_hash(leaf) for leaf in self.leaves[:size]]).root().hex()
        return canonical.to_bytes(
            {
                "record": {"case": CASE},
                "rules": [{"pack": "made-up", "hash": POLICY_HASH}],
                "log": {
                    "size": size,
                    "root": f"sha256:{root}",
                    "entries_of_case": count,
                    "last_leaf": f"sha256:{last}",
                },
            }
        )

    def contents(
        self, record: bytes, sizes: Sequence[int], evidence: Sequence[bytes] = (PAPER,)
    ) -> BundleContents:
        last, size = self.places[-1], len(self.leaves)
        proof = InclusionProof(last, tuple(prove_inclusion(last, size, self.tree.node)), self.checkpoint())
        return BundleContents(
            case=CASE,
            key=self.key.verifier,
            record={"json": record, "html": b"<p>made up</p>", "pdf": b"%PDF-made-up", "docx": b"made up"},
            policy=POLICY,
            policy_files={"pack.yaml": b"name: made-up\nversion: 1.0.0\n"},
            evidence={sha256(each).hexdigest(): each for each in evidence},
            leaves=[self.leaves[place] for place in self.places],
            openings=self.openings,
            proof=proof,
            growth=[self.growth(each) for each in sizes],
            verifier=VERIFIER,
        )


def write_scene(key: SigningKey = KEY, vote: str = "against", filler: int = 4) -> tuple[Scene, bytes, int]:
    """Write a log of three cases up to the record; give it with the record and the size that it cites."""
    scene = Scene(key)
    scene.add(CASE, "CaseOpened", "A made-up proposal", pack_hash=POLICY_HASH)
    scene.add("case-2", "CaseOpened", "Another", pack_hash=POLICY_HASH)
    scene.add(CASE, "EvidenceFiled", "The paper", evidence="E-1", sha256=sha256(PAPER).hexdigest())
    scene.add(CASE, "EvidenceFiled", "The letter", evidence="E-2", sha256=sha256(LETTER).hexdigest())
    scene.add(CASE, "VoteCast", "Because", person="P-2", ballot=vote)
    for number in range(filler):
        scene.add(f"case-{number % 2 + 2}", "CommentReceived", f"Comment {number}")
    scene.add(CASE, "CaseDecided", outcome="defer")
    size, count = len(scene.leaves), len(scene.places)
    record = scene.record(size, count)
    scene.add(CASE, "RecordIssued", record="R-1", sha256=sha256(record).hexdigest(), checkpoint_size=size)
    scene.add("case-3", "CommentReceived", "After it")
    return scene, record, size


def make_contents(key: SigningKey = KEY, vote: str = "against") -> BundleContents:
    """Give a bundle's contents with proofs of growth from 3, 6 and the size that the record cites."""
    scene, record, size = write_scene(key, vote)
    return scene.contents(record, (3, 6, size))


def make_bundle(contents: BundleContents | None = None, key: SigningKey = KEY) -> bytes:
    return write_bundle(contents or make_contents(key), key.sign)


def check(
    bundle: bytes, *earlier: str, key: str = FINGERPRINT, witnesses: Sequence[str] = ()
) -> BundleReport:
    return verify_bundle(io.BytesIO(bundle), [key], earlier, witnesses)


def members_of(bundle: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def change(bundle: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """Put other files into a bundle, or take them out, and leave the signed sums as they are."""
    members: dict[str, bytes | None] = {**members_of(bundle), **changes}
    return write_archive({name: content for name, content in members.items() if content is not None})


def resign(bundle: bytes, changes: Mapping[str, bytes | None], key: SigningKey = KEY) -> bytes:
    """Do so as the office itself could: with new sums, signed by the true key."""
    members = members_of(change(bundle, changes))
    unsummed = {"SHA256SUMS", "SHA256SUMS.sig", "SHA256SUMS.minisig", "disclosures/openings.jsonl"}
    sums = "".join(
        f"{sha256(members[name]).hexdigest()}  {name}\n" for name in sorted(members.keys() - unsummed)
    )
    minisign = sign_minisign(sums.encode(), key.sign, key.verifier, "made up")
    return change(
        bundle,
        {
            **changes,
            "SHA256SUMS": sums.encode(),
            "SHA256SUMS.sig": key.sign(sums.encode()),
            "SHA256SUMS.minisig": minisign.encode(),
        },
    )


def with_content(scene: Scene, record: bytes, named: str | None = None) -> bytes:
    """Write a bundle with this record, named in the log by its hash or by another."""
    digest = named or sha256(record).hexdigest()
    scene.add(CASE, "RecordIssued", record="R-1", sha256=digest, checkpoint_size=1)
    return make_bundle(scene.contents(record, (1,), ()))


def kinds_of(report: BundleReport) -> list[str]:
    return [each.kind for each in report.breaks]
