"""Evidence on disk: each file under its hash, written durably before anything cites it."""

import errno
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from vetting.domain.errors import EnvironmentFault, NotFound


class EvidenceFolder:
    """The folder ``evidence/ab/<sha256>`` of a home."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Write the bytes durably, in the place of any that were changed since, and give their sha256 in hex."""
        digest = hashlib.sha256(content).hexdigest()
        found = self.hash_of(digest)
        if found not in (None, digest):  # what stood there is kept beside it: it may show who changed it
            self._path(digest).rename(self._path(f"{digest}.changed-{found}"))
        if found != digest:
            write_durably(self._path(digest), content)
        return digest

    def get(self, sha256: str) -> bytes:
        """The bytes of a hash; raises ``NotFound`` or ``EnvironmentFault`` if they changed."""
        path = self._path(sha256)
        if not path.is_file():
            raise NotFound("evidence file", sha256)
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise EnvironmentFault(
                f"The evidence file {sha256} has other bytes than when it was filed. "
                "Restore it from a backup."
            )
        return content

    def hash_of(self, sha256: str) -> str | None:
        """The sha256 of what is stored under a hash now; ``None`` where nothing is."""
        path = self._path(sha256)
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def remove(self, sha256: str) -> bool:
        """Remove the bytes of a hash for good, durably; whether there were any."""
        path = self._path(sha256)
        if not path.is_file():
            return False
        with explain_file_faults(path):
            path.unlink()
            _sync_folder(path.parent)
        return True

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def write_durably(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file so that it is there whole or not at all: write, sync, rename, sync the folder."""
    write_all_durably({path: content}, mode)


def write_all_durably(files: Mapping[Path, bytes], mode: int = 0o600) -> None:
    """Write files so that all of them are there or, where one cannot be written, none is new."""
    drafts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    try:
        for path, content in files.items():
            with explain_file_faults(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                _write_synced(drafts[path], content, mode)
        for path, draft in drafts.items():
            with explain_file_faults(path):
                draft.replace(path)
                _sync_folder(path.parent)
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)


@contextmanager
def explain_file_faults(path: Path) -> Iterator[None]:
    """Turn what the machine does to a file into one sentence a person can act on."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "the machine refused").lower()
        raise EnvironmentFault(
            f"{path.name} could not be written in {path.parent}: {reason}. "
            f"Nothing was half-written; {_remedy(error.errno)}, and repeat it."
        ) from error


def _remedy(number: int | None) -> str:
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "free some space"
    if number in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR):
        return "give a folder where no file is in the way"
    return "give a folder that you may write to"


def _write_synced(path: Path, content: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
