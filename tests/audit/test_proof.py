import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from tests.audit import vectors
from tests.audit.test_tree import merkle_tree_hash
from vetting.audit.errors import ProofRefused
from vetting.audit.proof import (
    GrowthProof,
    InclusionProof,
    prove_consistency,
    prove_inclusion,
    verify_consistency,
    verify_inclusion,
)
from vetting.audit.tree import EMPTY_ROOT, Tree, leaf_hash

SIZE = 33
ENTRIES = [b"%d" % number for number in range(SIZE)]
TREE = Tree([leaf_hash(entry) for entry in ENTRIES])
PUBLISHED = Tree([leaf_hash(leaf) for leaf in vectors.LEAVES])
ORACLE = InmemoryTree.init_from_entries(ENTRIES, algorithm="sha256")

places = st.integers(1, SIZE).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size)))
growths = st.integers(1, SIZE).flatmap(lambda new: st.tuples(st.integers(1, new), st.just(new)))


@pytest.mark.parametrize(("place", "nodes"), vectors.INCLUSION.items())
def test_the_published_inclusion_proofs_are_made(
    place: tuple[int, int], nodes: list[tuple[int, int]]
) -> None:
    assert prove_inclusion(*place, PUBLISHED.node) == [vectors.NODES[node] for node in nodes]


@pytest.mark.parametrize(("growth", "nodes"), vectors.CONSISTENCY.items())
def test_the_published_consistency_proofs_are_made(
    growth: tuple[int, int], nodes: list[tuple[int, int]]
) -> None:
    assert prove_consistency(*growth, PUBLISHED.node) == [vectors.NODES[node] for node in nodes]


def test_every_entry_of_every_size_is_proved() -> None:
    for size in range(1, SIZE + 1):
        for index in range(size):
            proof = prove_inclusion(index, size, TREE.node)
            verify_inclusion(leaf_hash(ENTRIES[index]), index, size, proof, TREE.root(size))


def test_every_growth_is_proved() -> None:
    for new in range(SIZE + 1):
        for old in range(new + 1):
            proof = prove_consistency(old, new, TREE.node)
            verify_consistency(old, new, proof, TREE.root(old), TREE.root(new))


@given(places)
def test_an_inclusion_proof_is_that_of_an_independent_library(place: tuple[int, int]) -> None:
    index, size = place
    path = ORACLE.prove_inclusion(index + 1, size).path
    assert prove_inclusion(index, size, TREE.node) == path[1:]


@given(growths)
def test_an_independent_library_proves_the_growth_between_our_roots(growth: tuple[int, int]) -> None:
    old, new = growth
    ORACLE.prove_consistency(old, new).verify(TREE.root(old), TREE.root(new), old, new)


@given(growths)
def test_a_consistency_proof_is_that_of_the_definition(growth: tuple[int, int]) -> None:
    old, new = growth
    assert prove_consistency(old, new, TREE.node) == subproof(old, ENTRIES[:new], is_old_root_known=True)


def subproof(m: int, leaves: list[bytes], *, is_old_root_known: bool) -> list[bytes]:
    """RFC 6962 section 2.1.2, word by word."""
    n = len(leaves)
    if m == n:
        return [] if is_old_root_known else [merkle_tree_hash(leaves)]
    k = max(2**i for i in range(n) if 2**i < n)
    if m <= k:
        head = subproof(m, leaves[:k], is_old_root_known=is_old_root_known)
        return [*head, merkle_tree_hash(leaves[k:])]
    return [*subproof(m - k, leaves[k:], is_old_root_known=False), merkle_tree_hash(leaves[:k])]


@given(places, st.data())
def test_a_changed_inclusion_proof_is_refused(place: tuple[int, int], data: st.DataObject) -> None:
    index, size = place
    proof = prove_inclusion(index, size, TREE.node)
    leaf = leaf_hash(ENTRIES[index])
    for changed in _changes(proof, data):
        with pytest.raises(ProofRefused):
            verify_inclusion(leaf, index, size, changed, TREE.root(size))
    with pytest.raises(ProofRefused):
        verify_inclusion(leaf_hash(b"other"), index, size, proof, TREE.root(size))
    with pytest.raises(ProofRefused):
        verify_inclusion(leaf, index, size, proof, leaf_hash(b"other"))


@given(places, places)
def test_a_proof_holds_for_its_own_place_alone(place: tuple[int, int], other: tuple[int, int]) -> None:
    (index, size), (other_index, _) = place, other
    proof = prove_inclusion(index, size, TREE.node)
    if other_index != index:
        with pytest.raises(ProofRefused):
            verify_inclusion(leaf_hash(ENTRIES[index]), other_index, size, proof, TREE.root(size))


@given(growths, st.data())
def test_a_changed_consistency_proof_is_refused(growth: tuple[int, int], data: st.DataObject) -> None:
    old, new = growth
    proof = prove_consistency(old, new, TREE.node)
    for changed in _changes(proof, data):
        with pytest.raises(ProofRefused):
            verify_consistency(old, new, changed, TREE.root(old), TREE.root(new))
    for old_root, new_root in ((leaf_hash(b"x"), TREE.root(new)), (TREE.root(old), leaf_hash(b"x"))):
        with pytest.raises(ProofRefused):
            verify_consistency(old, new, proof, old_root, new_root)


def _changes(proof: list[bytes], data: st.DataObject) -> list[list[bytes]]:
    """Add a hash, drop one, flip a bit of one, cut one short, swap two."""
    extra = [*proof, leaf_hash(b"more")]
    if not proof:
        return [extra]
    at = data.draw(st.integers(0, len(proof) - 1))
    flipped = bytes([proof[at][0] ^ 1]) + proof[at][1:]
    changes = [
        extra,
        proof[:at] + proof[at + 1 :],
        [*proof[:at], flipped, *proof[at + 1 :]],
        [*proof[:at], proof[at][:31], *proof[at + 1 :]],
    ]
    return changes + ([proof[::-1]] if len(proof) > 1 else [])


def test_a_refusal_says_what_was_expected_and_found() -> None:
    with pytest.raises(ProofRefused) as refusal:
        verify_inclusion(vectors.ROOTS[1], 0, 1, [], vectors.ROOTS[2])
    assert str(refusal.value) == (
        f"The proof does not lead to the root of size 1: "
        f"expected {vectors.ROOTS[2].hex()}, found {vectors.ROOTS[1].hex()}."
    )


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_an_entry_outside_the_log_is_refused(index: int, size: int) -> None:
    sentence = f"A log of {size} entries has none at index {index}."
    with pytest.raises(ProofRefused, match=re.escape(sentence)):
        prove_inclusion(index, size, TREE.node)
    with pytest.raises(ProofRefused, match=re.escape(sentence)):
        verify_inclusion(TREE.root(), index, size, [], TREE.root())


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3)])
def test_a_log_does_not_continue_a_longer_one(old: int, new: int) -> None:
    sentence = f"A log of {new} entries does not continue one of {old}."
    with pytest.raises(ProofRefused, match=re.escape(sentence)):
        prove_consistency(old, new, TREE.node)
    with pytest.raises(ProofRefused, match=re.escape(sentence)):
        verify_consistency(old, new, [], TREE.root(), TREE.root())


def test_every_log_continues_the_empty_one_and_only_that() -> None:
    verify_consistency(0, 8, [], EMPTY_ROOT, TREE.root(8))
    with pytest.raises(ProofRefused, match="root of size 0"):
        verify_consistency(0, 8, [], TREE.root(1), TREE.root(8))
    with pytest.raises(ProofRefused, match="root of size 0"):
        verify_consistency(0, 0, [], EMPTY_ROOT, TREE.root(8))
    with pytest.raises(ProofRefused, match="must have 0 hashes; it has 1"):
        verify_consistency(0, 8, [TREE.root(1)], EMPTY_ROOT, TREE.root(8))


NOTE = vectors.SPEC_CHECKPOINT
proofs = st.builds(
    InclusionProof,
    index=st.integers(0, 10**18),
    hashes=st.lists(st.binary(min_size=32, max_size=32), max_size=4).map(tuple),
    checkpoint=st.just(NOTE),
    extra=st.none() | st.binary(max_size=20),
)


@given(proofs)
def test_reading_a_proof_is_the_inverse_of_writing_it(proof: InclusionProof) -> None:
    assert InclusionProof.from_text(proof.to_text()) == proof
    assert InclusionProof.from_text(proof.to_text()).to_text() == proof.to_text()


def test_a_proof_is_written_as_c2sp_tlog_proof() -> None:
    proof = InclusionProof(1, (vectors.ROOTS[1],), NOTE, b"extra")
    assert proof.to_text() == (
        "c2sp.org/tlog-proof@v1\n"
        "extra ZXh0cmE=\n"
        "index 1\n"
        "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n"
        "\n" + NOTE
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tlog-proof@v1", "tlog-proof@v2"),
        ("c2sp.org", " c2sp.org"),
        ("index 1", "index 01"),
        ("index 1", "index -1"),
        ("index 1", "Index 1"),
        ("index 1", "index 1\r"),
        ("index 1\n", ""),
        ("index 1", "index 1" + "0" * 19),
        ("bjQL", "bjQ"),
        ("B0=\n", "B1=\n"),
        ("bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=", "bjQL"),
        ("bjQL", "é"),
        ("extra ZXh0cmE=", "extra ZXh0cmE"),
        ("extra ZXh0cmE=", "extra"),
        ("\n\n", "\n"),
    ],
)
def test_a_malformed_proof_is_refused(old: str, new: str) -> None:
    text = InclusionProof(1, (vectors.ROOTS[1],), "origin\n", b"extra").to_text()
    assert text.count(old) == 1
    with pytest.raises(ProofRefused):
        InclusionProof.from_text(text.replace(old, new))


def test_a_proof_made_from_a_real_log_leads_to_its_checkpoint() -> None:
    proof = InclusionProof(5, tuple(prove_inclusion(5, 8, PUBLISHED.node)), NOTE)
    read = InclusionProof.from_text(proof.to_text())
    verify_inclusion(leaf_hash(vectors.LEAVES[5]), read.index, 8, read.hashes, vectors.ROOTS[8])


# ------------------------------------------------------------------------------------- growth as text


@given(growths)
def test_a_proof_of_growth_is_read_as_it_was_written(growth: tuple[int, int]) -> None:
    proof = GrowthProof(growth[0], tuple(prove_consistency(*growth, TREE.node)), "a checkpoint\n")
    assert GrowthProof.from_text(proof.to_text()) == proof


@pytest.mark.parametrize(
    "text", ["", "old 1", "old 01\n\n", "index 1\n\n", "old 1\n", "old 1\nAAAA\n\n", "old 1\n*\n\n"]
)
def test_a_proof_of_growth_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(ProofRefused):
        GrowthProof.from_text(text)
