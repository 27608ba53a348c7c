"""The log's vectors in tests/golden/log, from which an outsider can write a verifier in any language.

`make golden` writes them anew. They change only with the version of the entry's form.
"""

import json
import os
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from tests.audit.logs import FINGERPRINT, KEY, ORIGIN, make_log
from vetting.audit import canonical
from vetting.audit.canonical import Json
from vetting.audit.checkpoint import verify_checkpoint
from vetting.audit.cosignature import Witness, WitnessKey, add_signatures, verify_cosignatures
from vetting.audit.entry import LogEntry, Opening, opens
from vetting.audit.note import VerifierKey
from vetting.audit.proof import (
    GrowthProof,
    InclusionProof,
    prove_consistency,
    prove_inclusion,
    verify_consistency,
    verify_inclusion,
)
from vetting.audit.tree import leaf_hash
from vetting.audit.verify import verify_log

FOLDER = Path(__file__).parent.parent / "golden" / "log"
LOG = make_log(11)
SIZE = len(LOG.leaves)
WITNESS = Witness("witness.example/board", b"w" * 32)

CANONICAL_VALUES: list[Json] = [
    {"b": [True, False, None], "B": -5, "a": {}, "1": []},
    'quote " backslash \\ slash / newline \n unit \x1f delete \x7f',
    "é € 漢 😀",
    2**53 - 1,
]


def write_vectors() -> str:
    tree = LOG.tree
    vectors = {
        "origin": ORIGIN,
        "seed": KEY.seed.hex(),
        "fingerprint": FINGERPRINT,
        "witness": WITNESS.key.to_text(),
        "canonical": [
            {"value": value, "bytes": canonical.to_bytes(value).decode()} for value in CANONICAL_VALUES
        ],
        "entries": [_entry(leaf) for leaf in LOG.leaves],
        "commitments": [_commitment(opening) for opening in LOG.openings],
        "roots": [tree.root(size).hex() for size in range(SIZE + 1)],
        "inclusion": [
            {"index": index, "size": size, "proof": _hex(prove_inclusion(index, size, tree.node))}
            for size in (1, 2, 5, 8, SIZE)
            for index in range(size)
        ],
        "consistency": [
            {"old": old, "new": new, "proof": _hex(prove_consistency(old, new, tree.node))}
            for old, new in combinations((1, 2, 3, 5, 8, SIZE), 2)
        ],
    }
    return json.dumps(vectors, ensure_ascii=False, indent=1) + "\n"


def write_proof() -> str:
    return InclusionProof(5, tuple(prove_inclusion(5, SIZE, LOG.tree.node)), LOG.checkpoint()).to_text()


def _entry(leaf: bytes) -> dict[str, Any]:
    return {"fields": json.loads(leaf), "leaf": leaf.decode(), "leaf_hash": leaf_hash(leaf).hex()}


def _commitment(opening: Opening) -> dict[str, Any]:
    fields = json.loads(opening.to_bytes())
    commitment = json.loads(LOG.leaves[opening.entry_index])["protected"][opening.field]
    return {
        **fields,
        "hashed": canonical.to_bytes([opening.salt, opening.value]).decode(),
        "commitment": commitment,
    }


def _hex(hashes: list[bytes]) -> list[str]:
    return [each.hex() for each in hashes]


FILES: dict[str, Callable[[], str]] = {
    "vectors.json": write_vectors,
    "log.jsonl": lambda: b"".join(LOG.lines()).decode(),
    "openings.jsonl": lambda: b"".join(LOG.opening_lines()).decode(),
    "checkpoint": LOG.checkpoint,
    "checkpoint-earlier": lambda: LOG.checkpoint(5),
    "entry-5.tlog-proof": write_proof,
    "growth-5": lambda: GrowthProof(
        5, tuple(prove_consistency(5, SIZE, LOG.tree.node)), LOG.checkpoint(5)
    ).to_text(),
    "checkpoint-cosigned": lambda: add_signatures(
        LOG.checkpoint(), WITNESS.cosign(LOG.checkpoint(), 1_585_488_000)
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_the_log_writes_the_golden_files(name: str) -> None:
    path, text = FOLDER / name, FILES[name]()
    if os.environ.get("GOLDEN") == "write":
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


def read(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def test_the_golden_log_holds() -> None:
    report = verify_log(
        (FOLDER / "log.jsonl").read_bytes().splitlines(keepends=True),
        read("checkpoint"),
        [json.loads(read("vectors.json"))["fingerprint"]],
        [read("checkpoint-earlier")],
        (FOLDER / "openings.jsonl").read_bytes().splitlines(keepends=True),
    )
    assert (report.breaks, report.size, report.opened, report.withheld) == ((), SIZE, 4, 0)


def test_the_golden_entries_read_and_hash_as_they_say() -> None:
    for entry in json.loads(read("vectors.json"))["entries"]:
        leaf = entry["leaf"].encode()
        assert canonical.to_bytes(entry["fields"]) == leaf == LogEntry.from_bytes(leaf).to_bytes()
        assert leaf_hash(leaf).hex() == entry["leaf_hash"]


def test_the_golden_values_have_their_canonical_bytes() -> None:
    for each in json.loads(read("vectors.json"))["canonical"]:
        assert canonical.to_bytes(each["value"]) == each["bytes"].encode() == rfc8785.dumps(each["value"])


def test_the_golden_openings_open_their_commitments() -> None:
    for each in json.loads(read("vectors.json"))["commitments"]:
        opening = Opening(each["entry_index"], each["field"], each["salt"], each["value"])
        assert opens(each["commitment"], opening)


def test_the_golden_proofs_lead_to_the_golden_roots() -> None:
    vectors = json.loads(read("vectors.json"))
    leaves = [bytes.fromhex(entry["leaf_hash"]) for entry in vectors["entries"]]
    roots = [bytes.fromhex(root) for root in vectors["roots"]]
    for each in vectors["inclusion"]:
        proof = [bytes.fromhex(digest) for digest in each["proof"]]
        verify_inclusion(leaves[each["index"]], each["index"], each["size"], proof, roots[each["size"]])
    for each in vectors["consistency"]:
        proof = [bytes.fromhex(digest) for digest in each["proof"]]
        verify_consistency(each["old"], each["new"], proof, roots[each["old"]], roots[each["new"]])


def test_the_golden_tlog_proof_leads_to_the_golden_checkpoint() -> None:
    proof = InclusionProof.from_text(read("entry-5.tlog-proof"))
    head = verify_checkpoint(proof.checkpoint, VerifierKey.from_text(FINGERPRINT))
    leaf = (FOLDER / "log.jsonl").read_bytes().split(b"\n")[proof.index]
    verify_inclusion(leaf_hash(leaf), proof.index, head.size, proof.hashes, head.root)


def test_the_golden_growth_leads_from_the_earlier_checkpoint_to_the_later() -> None:
    proof, key = GrowthProof.from_text(read("growth-5")), VerifierKey.from_text(FINGERPRINT)
    old, new = verify_checkpoint(proof.checkpoint, key), verify_checkpoint(read("checkpoint"), key)
    verify_consistency(proof.old, new.size, proof.hashes, old.root, new.root)
    assert proof.checkpoint == read("checkpoint-earlier")


def test_the_golden_cosignature_is_that_of_the_golden_witness() -> None:
    witness = WitnessKey.from_text(json.loads(read("vectors.json"))["witness"])
    assert verify_cosignatures(read("checkpoint-cosigned"), [witness]) == {witness.name: 1_585_488_000}
