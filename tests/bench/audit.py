"""The figures of the log and the bundle, on one core."""

import io
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from tests.bench.figures import Figure, Sample, Stopwatch, Unit
from vetting.audit import tree, verify
from vetting.audit.bundle import BundleContents, write_bundle
from vetting.audit.checkpoint import Checkpoint, sign_checkpoint
from vetting.audit.note import SigningKey
from vetting.audit.proof import GrowthProof, InclusionProof, prove_consistency, prove_inclusion
from vetting.audit.tree import Tree, leaf_hash

ENTRIES = 1_000_000
CASE_ENTRIES = 100_000
EVIDENCE_FILES, EVIDENCE_SIZE = 100, 1024 * 1024
BATCH = 1_000
PROOFS = 1_000
KEY = SigningKey("vetting.example/bench", bytes(32))
NO_PREVIOUS = "0" * 64


def figures() -> list[Figure]:
    """The figures of the log and the bundle."""
    log, bundle = _BenchLog(), _BenchBundle()
    return [
        Figure("log: entries appended to the tree, in batches of 1,000", Unit.RATE, log.append, 100_000),
        Figure("log: 1 million entries verified", Unit.SECONDS, log.verify, 3),
        Figure("log: inclusion proof from 1 million entries", Unit.MILLISECONDS, log.prove, 1),
        Figure("bundle: 100,000 entries and 100 MiB made", Unit.SECONDS, bundle.make, 5),
        Figure("bundle: 100,000 entries and 100 MiB verified", Unit.SECONDS, bundle.verify, 1),
    ]


@dataclass
class _BenchLog:
    """A log of a million entries of forty cases."""

    @cached_property
    def leaves(self) -> list[bytes]:
        return _make_leaves(ENTRIES, cases=40)

    @cached_property
    def lines(self) -> list[bytes]:
        return [leaf + b"\n" for leaf in self.leaves]

    @cached_property
    def tree(self) -> Tree:
        return Tree([leaf_hash(leaf) for leaf in self.leaves])

    @cached_property
    def checkpoint(self) -> str:
        return sign_checkpoint(Checkpoint(KEY.name, ENTRIES, self.tree.root()), KEY)

    def append(self) -> Sample:
        leaves = self.leaves[: ENTRIES // 5]
        nodes: dict[tuple[int, int], bytes] = {}
        with Stopwatch() as watch:
            for size in range(0, len(leaves), BATCH):
                hashes = [leaf_hash(leaf) for leaf in leaves[size : size + BATCH]]
                made = tree.append(size, hashes, lambda *at: nodes[at])
                nodes.update({(level, index): digest for level, index, digest in made})
        return watch.sample(len(leaves))

    def verify(self) -> Sample:
        lines, checkpoint = self.lines, self.checkpoint
        with Stopwatch() as watch:
            report = verify.verify_log(lines, checkpoint, [KEY.verifier.to_text()])
        _require(holds=report.holds)
        return watch.sample()

    def prove(self) -> Sample:
        node = self.tree.node
        with Stopwatch() as watch:
            for index in range(0, ENTRIES, ENTRIES // PROOFS):
                prove_inclusion(index, ENTRIES, node)
        return watch.sample(PROOFS)


@dataclass
class _BenchBundle:
    """A case of a hundred thousand entries with a hundred files of a mebibyte each."""

    @cached_property
    def evidence(self) -> dict[str, bytes]:
        files = (number.to_bytes(4, "big") * (EVIDENCE_SIZE // 4) for number in range(EVIDENCE_FILES))
        return {sha256(content).hexdigest(): content for content in files}

    @cached_property
    def policy(self) -> bytes:
        return b'{"pack.yaml":{"name":"bench"}}'

    @cached_property
    def leaves(self) -> list[bytes]:
        pack = f"sha256:{sha256(self.policy).hexdigest()}"
        first = [f'"event":"EvidenceFiled","open":{{"sha256":"{digest}"}}' for digest in self.evidence]
        opened = [f'"event":"CaseOpened","open":{{"pack_hash":"{pack}"}}', *first]
        leaves = _make_leaves(CASE_ENTRIES - 1, cases=1, special=opened)
        issued = f'"event":"RecordIssued","open":{{"sha256":"{sha256(self.record(leaves)).hexdigest()}"}}'
        return _make_leaves(CASE_ENTRIES, cases=1, special=opened, last=issued)

    def record(self, leaves: list[bytes]) -> bytes:
        """Write the record that cites the log before its own entry."""
        root = Tree([leaf_hash(leaf) for leaf in leaves]).root().hex()
        pack = sha256(self.policy).hexdigest()
        return (
            f'{{"log":{{"entries_of_case":{len(leaves)},"last_leaf":"sha256:{leaf_hash(leaves[-1]).hex()}",'
            f'"root":"sha256:{root}","size":{len(leaves)}}},"record":{{"case":"case-0"}},'
            f'"rules":[{{"hash":"sha256:{pack}"}}]}}'
        ).encode()

    @cached_property
    def made(self) -> bytes:
        return self._write()

    def make(self) -> Sample:
        leaves, evidence = self.leaves, self.evidence
        with Stopwatch() as watch:
            self._write()
        _require(holds=len(leaves) == CASE_ENTRIES and len(evidence) == EVIDENCE_FILES)
        return watch.sample()

    def verify(self) -> Sample:
        file = io.BytesIO(self.made)
        with Stopwatch() as watch:
            report = verify.verify_bundle(file, [KEY.verifier.to_text()])
        _require(holds=report.holds)
        return watch.sample()

    def _write(self) -> bytes:
        """Do all that making a bundle needs from ready entries and files: tree, proofs, sums, signatures."""
        of_log = Tree([leaf_hash(leaf) for leaf in self.leaves])
        size, old = of_log.size, of_log.size - 1
        note = sign_checkpoint(Checkpoint(KEY.name, size, of_log.root()), KEY)
        before = sign_checkpoint(Checkpoint(KEY.name, old, of_log.root(old)), KEY)
        contents = BundleContents(
            case="case-0",
            key=KEY.verifier,
            record={"json": self.record(self.leaves[:-1])},
            policy=self.policy,
            policy_files={"pack.yaml": b"name: bench\n"},
            evidence=self.evidence,
            leaves=self.leaves,
            openings=[],
            proof=InclusionProof(size - 1, tuple(prove_inclusion(size - 1, size, of_log.node)), note),
            growth=[GrowthProof(old, tuple(prove_consistency(old, size, of_log.node)), before)],
            verifier=Path(verify.__file__).read_bytes(),
        )
        return write_bundle(contents, KEY.sign)


def _make_leaves(count: int, cases: int, special: list[str] | None = None, last: str = "") -> list[bytes]:
    """Write entries as text, since making them through the log is not what is measured here."""
    previous = dict.fromkeys(range(cases), NO_PREVIOUS)
    leaves: list[bytes] = []
    for index in range(count):
        case = index % cases
        told = f'"event":"AnswerGiven","open":{{"criterion":"INT-01","number":{index}}}'
        if special and index < len(special):
            told = special[index]
        if last and index == count - 1:
            told = last
        leaf = (
            f'{{"at":"2020-03-{index % 28 + 1:02}T09:{index % 60:02}:00Z","by":"P-{index % 4}",'
            f'"case":"case-{case}","case_prev":"{previous[case]}","case_seq":{index // cases + 1},'
            f'{told},"protected":{{}},"v":1}}'
        ).encode()
        previous[case] = leaf_hash(leaf).hex()
        leaves.append(leaf)
    return leaves


def _require(*, holds: bool) -> None:
    if not holds:
        raise AssertionError("What was measured did not hold.")
