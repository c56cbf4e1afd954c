"""The Merkle tree of RFC 6962 / RFC 9162: leaf SHA-256(0x00 ‖ leaf), node SHA-256(0x01 ‖ left ‖ right)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
HASH_SIZE = 32


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of an entry."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The complete subtrees along the right edge: all that is needed to add leaves and to know the root.

    Holds at most 64 hashes, from the largest subtree to the smallest.
    """

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()) -> None:
        """An empty tree, or one as it was stored."""
        self.size = size
        self.hashes = list(hashes)
        if len(self.hashes) != size.bit_count():
            message = "the stored edge of the log does not fit its size"
            raise ValueError(message)

    @classmethod
    def from_bytes(cls, size: int, stored: bytes) -> Frontier:
        """As `to_bytes` gave it."""
        return cls(size, [stored[start : start + HASH_SIZE] for start in range(0, len(stored), HASH_SIZE)])

    def to_bytes(self) -> bytes:
        """The hashes one after the other."""
        return b"".join(self.hashes)

    def add(self, leaf: bytes) -> None:
        """Append one entry."""
        current = sha256(b"\x00" + leaf).digest()
        hashes, size = self.hashes, self.size
        while size & 1:
            current = sha256(b"\x01" + hashes.pop() + current).digest()
            size >>= 1
        hashes.append(current)
        self.size += 1

    def add_hashes(self, leaf_hashes: Sequence[bytes]) -> None:
        """Append many entries by their hashes: level by level, so that each subtree costs one call."""
        level, size = list(leaf_hashes), self.size
        self.size += len(level)
        edge = []  # of the levels reached, from the smallest subtree to the largest
        while level:
            if size & 1:
                level.insert(0, self.hashes.pop())
            if len(level) & 1:
                edge.append(level.pop())
            both = b"".join(level)
            level = [
                sha256(b"\x01" + both[start : start + 2 * HASH_SIZE]).digest()
                for start in range(0, len(both), 2 * HASH_SIZE)
            ]
            size >>= 1
        self.hashes += reversed(edge)

    @property
    def root(self) -> bytes:
        """The root over all entries so far."""
        if not self.hashes:
            return EMPTY_ROOT
        current = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            current = node_hash(left, current)
        return current


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over entries."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def subtree_root(hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes (not leaves)."""
    level = list(hashes)
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        paired = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        if len(level) % 2:
            paired.append(level[-1])
        level = paired
    return level[0]


def inclusion_path(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """The proof that leaf `index` is among these leaf hashes (RFC 9162, 2.1.3.1)."""
    if len(hashes) == 1:
        return []
    middle = _split(len(hashes))
    if index < middle:
        return [*inclusion_path(hashes[:middle], index), subtree_root(hashes[middle:])]
    return [*inclusion_path(hashes[middle:], index - middle), subtree_root(hashes[:middle])]


def root_from_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root a proof leads to; `None` when the proof has the wrong shape (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    position, last, current = index, size - 1, leaf_hash(leaf)
    for step in path:
        if last == 0:
            return None
        if position & 1 or position == last:
            current = node_hash(step, current)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            current = node_hash(current, step)
        position >>= 1
        last >>= 1
    return current if last == 0 else None


def consistency_path(hashes: Sequence[bytes], old_size: int) -> list[bytes]:
    """The proof that the first `old_size` leaves are a prefix of these leaf hashes (RFC 9162, 2.1.4.1)."""
    return _subproof(hashes, old_size, whole=True) if 0 < old_size < len(hashes) else []


def _subproof(hashes: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    if old_size == len(hashes):
        return [] if whole else [subtree_root(hashes)]
    middle = _split(len(hashes))
    if old_size <= middle:
        return [*_subproof(hashes[:middle], old_size, whole=whole), subtree_root(hashes[middle:])]
    return [*_subproof(hashes[middle:], old_size - middle, whole=False), subtree_root(hashes[:middle])]


def is_consistent(old_size: int, new_size: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the proof shows that the larger tree only grew from the smaller (RFC 9162, 2.1.4.2)."""
    if old_size == new_size:
        return not path and old_root == new_root
    if not 0 < old_size < new_size or not path:
        return old_size == 0 and not path and old_root == EMPTY_ROOT
    steps = [old_root, *path] if old_size & (old_size - 1) == 0 else list(path)
    position, last = old_size - 1, new_size - 1
    while position & 1:
        position >>= 1
        last >>= 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            new = node_hash(new, step)
        position >>= 1
        last >>= 1
    return last == 0 and old == old_root and new == new_root
