from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from tests.audit import vectors
from vetting.audit.tree import EMPTY_ROOT, Tree, append, leaf_hash, node_hash, range_root, root

leaves_of_logs = st.lists(st.binary(max_size=8), max_size=40)


def merkle_tree_hash(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962 section 2.1, word by word."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    k = max(2**i for i in range(len(leaves)) if 2**i < len(leaves))
    return node_hash(merkle_tree_hash(leaves[:k]), merkle_tree_hash(leaves[k:]))


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_are_met(size: int) -> None:
    assert Tree([leaf_hash(leaf) for leaf in vectors.LEAVES[:size]]).root() == vectors.ROOTS[size]


def test_the_published_nodes_are_stored_each_once() -> None:
    made = Tree().append([leaf_hash(leaf) for leaf in vectors.LEAVES])
    assert [((level, index), digest) for level, index, digest in made] == list(vectors.NODES.items())


@given(leaves_of_logs)
def test_every_earlier_root_is_that_of_the_definition(leaves: list[bytes]) -> None:
    tree = Tree([leaf_hash(leaf) for leaf in leaves])
    assert tree.size == len(leaves)
    for size in range(len(leaves) + 1):
        assert tree.root(size) == merkle_tree_hash(leaves[:size])


@given(leaves_of_logs)
def test_the_root_is_that_of_an_independent_library(leaves: list[bytes]) -> None:
    oracle = InmemoryTree.init_from_entries(leaves, algorithm="sha256")
    assert Tree([leaf_hash(leaf) for leaf in leaves]).root() == oracle.get_root()


@given(leaves_of_logs, st.data())
def test_batches_of_any_size_complete_the_same_nodes(leaves: list[bytes], data: st.DataObject) -> None:
    hashes = [leaf_hash(leaf) for leaf in leaves]
    tree, made, rest = Tree(), [], hashes
    while rest:
        count = data.draw(st.integers(1, len(rest)))
        made += tree.append(rest[:count])
        rest = rest[count:]
    assert sorted(made) == sorted(Tree().append(hashes))
    assert len(made) == 2 * len(leaves) - len(leaves).bit_count()


@given(leaves_of_logs, leaves_of_logs)
def test_a_store_that_keeps_the_nodes_can_go_on_from_them(first: list[bytes], second: list[bytes]) -> None:
    stored: dict[tuple[int, int], bytes] = {}
    asked: list[tuple[int, int]] = []

    def node(level: int, index: int) -> bytes:
        asked.append((level, index))
        return stored[level, index]

    for size, batch in ((0, first), (len(first), second)):
        asked.clear()
        for level, index, digest in append(size, [leaf_hash(leaf) for leaf in batch], node):
            assert (level, index) not in stored
            stored[level, index] = digest
        assert len({level for level, _ in asked}) == len(asked)
    assert root(len(first), node) == merkle_tree_hash(first)
    assert root(len(first) + len(second), node) == merkle_tree_hash(first + second)


def test_appending_nothing_completes_nothing() -> None:
    assert Tree(vectors.ROOTS[1:2]).append([]) == []


def test_a_range_has_the_root_of_its_own_entries() -> None:
    tree = Tree([leaf_hash(leaf) for leaf in vectors.LEAVES])
    assert range_root(4, 7, tree.node) == merkle_tree_hash(vectors.LEAVES[4:7])


def test_a_root_beyond_the_log_is_not_to_be_had() -> None:
    with pytest.raises(IndexError):
        Tree(vectors.ROOTS[1:2]).root(2)


def test_a_leaf_cannot_pass_for_a_node() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)
