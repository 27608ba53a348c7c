"""Lists on disk: ``lists/<source>/<sha256>/`` with files and manifest, ``lists/in-use.json``, ``lists/index/<hash>/``.

A version is written whole before it is named in ``in-use.json``; nothing of an older version is changed. Processes
that load lists at once wait for each other there, so that none drops what another put in use.
"""

import fcntl
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any

from vetting.adapters.evidence import write_durably
from vetting.adapters.name_index import TantivyIndex, index_name, publish_index
from vetting.domain.errors import BadInput, EnvironmentFault, Fault, NotFound
from vetting.screening.entities import from_record, matchable_hash, to_record
from vetting.screening.lists import LoadedList, Manifest, manifest_from_record, manifest_record
from vetting.usecases.listing import ListState

IN_USE, MANIFEST, ENTITIES, LOCK = "in-use.json", "manifest.json", "entities.jsonl", "in-use.lock"
HASHES = "hashes-1.json"  # of what is compared of each party; another way of hashing gets another number
_NEVER = Manifest(
    source="", layout="", sha256="", list_date="", entities=0, names=0, rejected=0
)  # stands for a list of which no version could ever be loaded


class ListFolder:
    """The folder ``lists`` of a home."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, loaded: LoadedList, files: Mapping[str, bytes], at: datetime) -> None:
        """Write the version durably and put it in use."""
        manifest = loaded.manifest
        version = self._folder / _safe(manifest.source) / manifest.sha256
        for name, content in files.items():
            write_durably(version / "files" / PurePath(name).name, content)
        lines = (json.dumps(to_record(entity), ensure_ascii=False) for entity in loaded.entities)
        write_durably(version / ENTITIES, "\n".join(lines).encode())
        hashes = {entity.id: matchable_hash(entity) for entity in loaded.entities}
        write_durably(version / HASHES, _to_bytes(hashes))
        write_durably(version / MANIFEST, _to_bytes(manifest_record(manifest)))
        loaded_at = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._note(manifest.source, {"version": manifest.sha256, "loaded_at": loaded_at, "failure": ""})

    def note_failure(self, source: str, failure: str) -> None:
        """Remember the failure beside the version in use."""
        self._note(source, {"failure": failure})

    def forget(self, source: str) -> None:
        """Strike out a list of which no version could ever be loaded; one in use stays, and raises ``BadInput``."""
        with self._alone():
            listed = self._in_use()
            if source not in listed:
                raise NotFound("list", source)
            if listed[source]["version"]:
                how = "A list in use is replaced by loading a newer one under its name."
                raise BadInput([Fault(source, "is in use: cases were screened against it.", how)])
            kept = {name: state for name, state in listed.items() if name != source}
            write_durably(self._folder / IN_USE, _to_bytes(kept))

    def states(self) -> Sequence[ListState]:
        """How each list stands."""
        return [
            ListState(self._manifest(source, state["version"]), state["loaded_at"], state["failure"])
            for source, state in sorted(self._in_use().items())
        ]

    def publish(self) -> None:
        """Write the index of the versions in use; harmless when it is there already."""
        lists = [self._load(state.manifest) for state in self.states() if state.manifest.sha256]
        publish_index(lists, self._folder / "index")

    def open_index(self) -> TantivyIndex:
        """The index of the versions in use, made where it is missing; raises ``EnvironmentFault`` where there are none."""
        manifests = [state.manifest for state in self.states() if state.manifest.sha256]
        if not manifests:
            raise EnvironmentFault("No list is loaded here. Load one: vetting lists load FILE")
        path = self._folder / "index" / index_name(manifests)
        if not (path / MANIFEST).is_file():
            self.publish()
        return TantivyIndex(path)

    def hashes(self, source: str, version: str) -> Mapping[str, str]:
        """For each party of a version, by its id, the hash of what is compared of it; raises ``NotFound``."""
        folder = self._folder / _safe(source) / version
        if not version or not (folder / MANIFEST).is_file():
            raise NotFound("version of the list", f"{source} {version[:16]}")
        if not (folder / HASHES).is_file():
            loaded = self._load(self._manifest(source, version))
            write_durably(
                folder / HASHES, _to_bytes({one.id: matchable_hash(one) for one in loaded.entities})
            )
        found: dict[str, str] = json.loads((folder / HASHES).read_text("utf-8"))
        return found

    def _in_use(self) -> dict[str, dict[str, str]]:
        path = self._folder / IN_USE
        found: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        return found

    def _note(self, source: str, state: Mapping[str, str]) -> None:
        with self._alone():
            listed = self._in_use()
            known = listed.get(source, {"version": "", "loaded_at": ""})
            write_durably(self._folder / IN_USE, _to_bytes({**listed, source: {**known, **state}}))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes from writing what is in use meanwhile."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _manifest(self, source: str, version: str) -> Manifest:
        path = self._folder / _safe(source) / version / MANIFEST
        if not version or not path.is_file():  # never loaded, or cleared away: either way it proves nothing
            return Manifest(**{**vars(_NEVER), "source": source})
        return manifest_from_record(json.loads(path.read_text("utf-8")))

    def _load(self, manifest: Manifest) -> LoadedList:
        path = self._folder / _safe(manifest.source) / manifest.sha256 / ENTITIES
        with path.open(encoding="utf-8") as lines:
            return LoadedList(
                tuple(from_record(json.loads(line)) for line in lines if line.strip()), manifest
            )


def _safe(source: str) -> str:
    """A source as a folder's name: letters, digits, dots and dashes."""
    kept = "".join(one if one.isalnum() or one in "._-" else "_" for one in source)
    return kept.strip(".") or "_"


def _to_bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()
