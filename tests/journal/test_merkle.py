"""The tree: its proofs hold for every size, against a second implementation and against the RFC's own words."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.journal.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_path,
    inclusion_path,
    is_consistent,
    leaf_hash,
    node_hash,
    root_from_path,
    root_of,
    subtree_root,
)
from tests.support.verifier import stand_alone

MOST = 70
LEAVES = [b"entry %d" % number for number in range(MOST)]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
other = stand_alone()


def root_by_the_rfc(leaves: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + root_by_the_rfc(leaves[:k]) + root_by_the_rfc(leaves[k:])).digest()


ROOTS = [root_by_the_rfc(LEAVES[:size]) for size in range(MOST + 1)]


def anchor(size: int, root: bytes):
    return other.Anchor("", size, root, "")


@pytest.mark.parametrize("size", range(MOST + 1))
def test_root_and_edge_are_those_of_the_rfc(size: int) -> None:
    frontier = Frontier()
    for leaf in LEAVES[:size]:
        frontier.add(leaf)
    assert frontier.root == root_of(LEAVES[:size]) == subtree_root(HASHES[:size]) == ROOTS[size]
    assert len(frontier.hashes) == size.bit_count()
    assert Frontier.from_bytes(size, frontier.to_bytes()).root == ROOTS[size]
    assert other.roots_at(iter(LEAVES[:size]), {size})[0].get(size, EMPTY_ROOT) == ROOTS[size]


@pytest.mark.parametrize("size", range(1, MOST + 1))
def test_every_entry_of_every_size_is_proved_and_no_other_in_its_place(size: int) -> None:
    for index in range(size):
        path = inclusion_path(HASHES[:size], index)
        assert root_from_path(LEAVES[index], index, size, path) == ROOTS[size]
        assert other.root_from(LEAVES[index], index, size, path) == ROOTS[size]
        for wrong in (LEAVES[index] + b" ", LEAVES[(index + 1) % MOST]):
            assert root_from_path(wrong, index, size, path) != ROOTS[size]
        for false in (
            [*path, bytes(32)],
            *([path[:-1], path[1:]] if path else ()),
            *([path[::-1]] if path[1:] else ()),
        ):
            assert root_from_path(LEAVES[index], index, size, false) != ROOTS[size]
        assert len(path) <= (size - 1).bit_length(), "a proof is short"


@pytest.mark.parametrize("size", range(1, MOST + 1))
def test_every_growth_is_proved_and_no_rewriting(size: int) -> None:
    for old in range(size + 1):
        path = consistency_path(HASHES[:size], old)
        assert is_consistent(old, size, ROOTS[old], ROOTS[size], path)
        if old:
            assert other.grew(anchor(old, ROOTS[old]), anchor(size, ROOTS[size]), path)
        if 0 < old < size:
            assert not is_consistent(old, size, bytes(32), ROOTS[size], path)
            assert not is_consistent(old, size, ROOTS[old], bytes(32), path)
            assert not is_consistent(old, size, ROOTS[old], ROOTS[size], path[:-1])
            assert not is_consistent(old, size, ROOTS[old], ROOTS[size], [*path, bytes(32)])
            assert not is_consistent(size, old, ROOTS[size], ROOTS[old], path)


def test_the_edges_of_growth() -> None:
    assert is_consistent(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])
    assert not is_consistent(0, 3, bytes(32), ROOTS[3], [])
    assert not is_consistent(0, 3, EMPTY_ROOT, ROOTS[3], [bytes(32)])
    assert not is_consistent(3, 3, ROOTS[3], ROOTS[3], [bytes(32)])
    assert not is_consistent(3, 3, ROOTS[3], ROOTS[4], [])
    assert not is_consistent(2, 3, ROOTS[2], ROOTS[3], [])


@given(st.data(), st.integers(MOST + 1, 3_000))
def test_larger_trees_prove_as_well(data: st.DataObject, size: int) -> None:
    hashes = [leaf_hash(b"%d" % number) for number in range(size)]
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    root = subtree_root(hashes)
    path = inclusion_path(hashes, index)
    assert root_from_path(b"%d" % index, index, size, path) == root == other.root_from(b"%d" % index, index, size, path)
    growth = consistency_path(hashes, old)
    assert is_consistent(old, size, subtree_root(hashes[:old]), root, growth)
    assert other.grew(anchor(old, subtree_root(hashes[:old])), anchor(size, root), growth)


@given(st.integers(0, 80), st.integers(-3, 90), st.lists(st.binary(min_size=32, max_size=32), max_size=9))
def test_a_made_up_proof_leads_nowhere(size: int, index: int, path: list[bytes]) -> None:
    found = root_from_path(b"made up", index, size, path)
    assert found == other.root_from(b"made up", index, size, path)
    assert found not in ROOTS[: size + 1]
    assert found is not None or not (0 <= index < size) or len(path) != len(inclusion_path([bytes(32)] * size, index))


def test_a_leaf_is_never_taken_for_a_node() -> None:
    assert leaf_hash(HASHES[0] + HASHES[1]) != node_hash(HASHES[0], HASHES[1])


@pytest.mark.parametrize(("size", "hashes"), [(1, []), (2, [bytes(32)] * 2), (3, [bytes(32)])])
def test_a_stored_edge_that_does_not_fit_its_size_is_a_fault(size: int, hashes: list[bytes]) -> None:
    with pytest.raises(ValueError, match="does not fit its size"):
        Frontier(size, hashes)


@given(st.lists(st.integers(0, 40), max_size=6))
def test_leaves_added_many_at_a_time_make_the_same_edge(portions: list[int]) -> None:
    """The walk adds whole blocks, and parts of one up to a checkpoint."""
    one, many = Frontier(), Frontier()
    for number in range(sum(portions)):
        one.add(b"entry %d" % number)
    for place, portion in enumerate(portions):
        start = sum(portions[:place])
        many.add_hashes([leaf_hash(b"entry %d" % number) for number in range(start, start + portion)])
    assert (many.size, many.to_bytes(), many.root) == (one.size, one.to_bytes(), one.root)
