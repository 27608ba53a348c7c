"""Packs: those shipped with the program, those in a folder, and those a home has pinned by hash."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from vetting.adapters.evidence import write_durably
from vetting.domain.errors import BadInput, EnvironmentFault, Fault, NotFound
from vetting.policy.load import PackRefused, find_pack, list_shipped, load_pack, load_pack_bytes
from vetting.policy.pack import Pack
from vetting.policy.strict_yaml import Fault as YamlFault


class PackFolder:
    """The folder ``packs/<hash>`` of a home, beside the shipped packs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Pack] = {}

    def find(self, reference: str) -> Pack:
        """The pack of a name, ``name@version``, folder or the hash of a pinned one.

        Raises ``BadInput`` with every fault; ``NotFound`` for a hash that is not pinned.
        """
        if reference.startswith("sha256:"):
            return self.pinned(reference)
        pack = find(reference)
        self._known[pack.hash] = pack
        return pack

    def list_shipped(self) -> Sequence[str]:
        """The names of the packs that come with the program, in order."""
        return list_shipped()

    def pin(self, pack: Pack) -> None:
        """Keep the pack's files under its hash, durably; harmless when they are kept already."""
        self._known[pack.hash] = pack
        folder = self._of(pack.hash)
        marker = folder / "pinned"
        if marker.exists():
            return
        for name, content in sorted(pack.raw.items()):
            write_durably(folder / "files" / name, content)
        write_durably(marker, pack.hash.encode())

    def pinned(self, pack_hash: str) -> Pack:
        """The pack with this hash; raises ``NotFound``, or ``EnvironmentFault`` if its files changed."""
        if pack_hash not in self._known:
            self._known[pack_hash] = self._load(pack_hash)
        return self._known[pack_hash]

    def _load(self, pack_hash: str) -> Pack:
        files = self._of(pack_hash) / "files"
        if not files.is_dir():
            raise NotFound("pack", pack_hash)
        paths = sorted(path for path in files.rglob("*") if path.is_file())
        try:
            pack = _read(tuple((path.relative_to(files).as_posix(), path.read_bytes()) for path in paths))
        except PackRefused as error:
            raise _changed(pack_hash) from error
        if pack.hash != pack_hash:
            raise _changed(pack_hash)
        return pack

    def _of(self, pack_hash: str) -> Path:
        return self._folder / pack_hash.removeprefix("sha256:")


def find(reference: str) -> Pack:
    """The pack of a name, ``name@version`` or folder; raises ``BadInput`` with every fault."""
    name, _, version = reference.partition("@")
    pack = _load(name)
    if version and version != pack.version:
        how = f"This program ships {pack.name}@{pack.version}."
        raise BadInput([Fault(reference, "there is no such version of the pack.", how)])
    return pack


def find_faults(reference: str) -> tuple[Pack | None, Sequence[Fault]]:
    """The pack, if it can be loaded, and every fault that a whole check finds.

    Raises ``BadInput`` where there is no pack to be checked.
    """
    _find_folder(reference.partition("@")[0])
    try:
        return find(reference), ()
    except BadInput as error:
        return None, error.faults


def _changed(pack_hash: str) -> EnvironmentFault:
    return EnvironmentFault(
        f"The pack {pack_hash} has other files in this home than when it was pinned. "
        "Restore its folder from a backup."
    )


@lru_cache(maxsize=8)
def _load(name: str) -> Pack:
    folder = _find_folder(name)
    try:
        return load_pack(folder)
    except PackRefused as error:
        raise BadInput([_to_fault(fault) for fault in error.faults]) from error


# Kept by every byte of it: reading takes half a second, and so does what is worked out about a pack and kept beside it.
@lru_cache(maxsize=8)
def _read(files: tuple[tuple[str, bytes], ...]) -> Pack:
    return load_pack_bytes(dict(files))


def _find_folder(name: str) -> Path:
    try:
        return Path(name) if Path(name).is_dir() else find_pack(name)
    except PackRefused as error:
        raise BadInput([_to_fault(fault) for fault in error.faults]) from error


def _to_fault(fault: YamlFault) -> Fault:
    return Fault(
        fault.where,
        f"{fault.path}: {fault.what}." if fault.path else f"{fault.what}.",
        f"{fault.how}.",
        fault.line or None,
    )
