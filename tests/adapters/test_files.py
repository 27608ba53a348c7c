"""Evidence, keys, packs, salts, clock: what a home keeps beside its database."""

import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.usecases.desks import SMALL_PACK
from vetting.adapters import evidence, packs
from vetting.adapters.clock import FixedClock, SystemClock
from vetting.adapters.evidence import EvidenceFolder, explain_file_faults, write_all_durably, write_durably
from vetting.adapters.keys import KeyFolder
from vetting.adapters.packs import PackFolder
from vetting.adapters.salts import SALT_BYTES, Salts
from vetting.audit import tree
from vetting.audit.note import VerifierKey
from vetting.domain.errors import BadInput, EnvironmentFault, NotFound

# ------------------------------------------------------------------------------------------- evidence


def test_evidence_lies_under_its_hash_and_comes_back(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path)
    digest = folder.put(b"a letter")
    assert digest == hashlib.sha256(b"a letter").hexdigest()
    assert [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()] == [
        Path(digest[:2]) / digest
    ]
    assert folder.get(digest) == b"a letter"
    assert (tmp_path / digest[:2] / digest).stat().st_mode & 0o777 == 0o600


def test_evidence_that_is_there_is_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = EvidenceFolder(tmp_path)
    folder.put(b"a letter")
    monkeypatch.setattr(evidence, "write_durably", lambda *_: pytest.fail("written again"))
    assert folder.put(b"a letter") == hashlib.sha256(b"a letter").hexdigest()


def test_evidence_that_is_not_held_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"There is no evidence file with the id abcd\."):
        EvidenceFolder(tmp_path).get("abcd")


def test_evidence_that_was_changed_on_disk_is_refused(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path)
    digest = folder.put(b"a letter")
    (tmp_path / digest[:2] / digest).write_bytes(b"another letter")
    with pytest.raises(EnvironmentFault) as raised:
        folder.get(digest)
    assert str(raised.value) == (
        f"The evidence file {digest} has other bytes than when it was filed. Restore it from a backup."
    )


def test_a_file_that_is_filed_again_takes_its_place_from_changed_bytes_which_are_kept(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path)
    digest, other = folder.put(b"a letter"), hashlib.sha256(b"another letter").hexdigest()
    (tmp_path / digest[:2] / digest).write_bytes(b"another letter")
    assert (folder.hash_of(digest), folder.hash_of("ab" * 32)) == (other, None)
    assert (folder.put(b"a letter"), folder.get(digest), folder.hash_of(digest)) == (
        digest,
        b"a letter",
        digest,
    )
    aside = tmp_path / digest[:2] / f"{digest}.changed-{other}"
    assert aside.read_bytes() == b"another letter"


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(EnvironmentFault) as raised:
        write_durably(tmp_path / "record.json", b"{}")
    assert str(raised.value) == (
        f"record.json could not be written in {tmp_path}: no space left on device. "
        "Nothing was half-written; free some space, and repeat it."
    )
    assert list(tmp_path.iterdir()) == []


def test_the_old_file_stays_where_the_new_one_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_durably(tmp_path / "record.json", b"old")

    def fsync(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(EnvironmentFault):
        write_durably(tmp_path / "record.json", b"new")
    assert (tmp_path / "record.json").read_bytes() == b"old"


def test_a_file_where_a_folder_must_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(EnvironmentFault) as raised:
        write_durably(tmp_path / "out" / "record.json", b"{}")
    assert str(raised.value) == (
        f"record.json could not be written in {tmp_path / 'out'}: file exists. "
        "Nothing was half-written; give a folder where no file is in the way, and repeat it."
    )


def test_a_fault_without_words_is_said_all_the_same(tmp_path: Path) -> None:
    with (
        pytest.raises(EnvironmentFault, match=r"could not be written in .*: the machine refused\."),
        explain_file_faults(tmp_path / "x"),
    ):
        raise OSError


def test_file_and_folder_are_synced_before_the_write_is_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        order.append("folder" if Path(f"/proc/self/fd/{descriptor}").resolve().is_dir() else "file")
        fsync(descriptor)

    def noted_replace(self: Path, target: Path) -> Path:
        order.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    write_durably(tmp_path / "x", b"x")
    assert order == ["file", "rename", "folder"]


# ------------------------------------------------------------------------------------------------ keys


def test_a_key_is_made_once_and_read_again(tmp_path: Path) -> None:
    first, again = KeyFolder(tmp_path).signer(), KeyFolder(tmp_path).signer()
    assert first.fingerprint == again.fingerprint
    assert first.origin.startswith("vetting.local/")
    assert KeyFolder(tmp_path).secret() == KeyFolder(tmp_path).secret()
    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {
        "log.key": 0o600,
        "secret": 0o600,
    }


def test_two_homes_have_two_keys(tmp_path: Path) -> None:
    one, two = KeyFolder(tmp_path / "one"), KeyFolder(tmp_path / "two")
    assert one.signer().fingerprint != two.signer().fingerprint
    assert one.secret() != two.secret()


def test_a_signature_is_that_of_the_key_whose_fingerprint_is_told(tmp_path: Path) -> None:
    signer = KeyFolder(tmp_path).signer()
    root = tree.leaf_hash(b"leaf")
    note = signer.sign(1, root)
    assert note.splitlines()[:2] == [signer.origin, "1"]
    assert VerifierKey.from_text(signer.fingerprint).name == signer.origin


@pytest.mark.parametrize(
    ("name", "read"), [("log.key", lambda keys: keys.signer()), ("secret", lambda keys: keys.secret())]
)
def test_a_key_that_others_can_read_is_refused(
    tmp_path: Path, name: str, read: Callable[[KeyFolder], object]
) -> None:
    read(KeyFolder(tmp_path))
    (tmp_path / name).chmod(0o640)
    with pytest.raises(EnvironmentFault) as raised:
        read(KeyFolder(tmp_path))
    assert str(raised.value) == (
        f"{name} can be read by others than its owner. "
        f"Run: chmod 600 {tmp_path / name}; then consider whether the key has leaked."
    )


@pytest.mark.parametrize("content", [b"", b"PRIVATE", b"\xff\xfe"])
def test_a_file_that_is_no_key_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    write_durably(tmp_path / "log.key", content)
    with pytest.raises(EnvironmentFault) as raised:
        KeyFolder(tmp_path).signer()
    assert str(raised.value) == (
        "log.key is not a log key. Restore it from a backup; a new key would be another log's."
    )
    assert (tmp_path / "log.key").read_bytes() == content


# ----------------------------------------------------------------------------------------------- packs


def test_a_pack_is_found_by_name_by_version_and_by_folder(tmp_path: Path) -> None:
    folder = PackFolder(tmp_path)
    shipped = folder.find("un-default")
    assert folder.find(f"un-default@{shipped.version}").hash == shipped.hash
    assert folder.find(str(SMALL_PACK)).name == "small"


def test_a_pack_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as raised:
        PackFolder(tmp_path).find("no-such-pack")
    assert (
        str(raised.value)
        == "no-such-pack: there is no pack of this name. Name one of: example-office, un-default."
    )


def test_a_version_that_is_not_shipped_is_named(tmp_path: Path) -> None:
    shipped = PackFolder(tmp_path).find("un-default").version
    with pytest.raises(BadInput) as raised:
        PackFolder(tmp_path).find("un-default@0.0.1")
    assert str(raised.value) == (
        f"un-default@0.0.1: there is no such version of the pack. This program ships un-default@{shipped}."
    )


def test_a_pinned_pack_is_read_from_the_home_with_the_same_hash(tmp_path: Path) -> None:
    pack = PackFolder(tmp_path).find(str(SMALL_PACK))
    for _ in range(2):
        PackFolder(tmp_path).pin(pack)
    again = PackFolder(tmp_path).find(pack.hash)
    assert again is not pack
    assert (again.hash, again.raw) == (pack.hash, pack.raw)


def test_a_pack_that_was_not_pinned_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"There is no pack with the id sha256:00\."):
        PackFolder(tmp_path).pinned("sha256:00")


def test_a_pinned_pack_whose_files_changed_is_refused(tmp_path: Path) -> None:
    pack = PackFolder(tmp_path).find(str(SMALL_PACK))
    PackFolder(tmp_path).pin(pack)
    [conditions] = tmp_path.rglob("conditions.yaml")
    conditions.write_text(conditions.read_text().replace("launch waits", "nothing follows"))
    with pytest.raises(EnvironmentFault) as raised:
        PackFolder(tmp_path).pinned(pack.hash)
    assert str(raised.value) == (
        f"The pack {pack.hash} has other files in this home than when it was pinned. "
        "Restore its folder from a backup."
    )


def test_a_pinned_pack_that_cannot_be_read_any_more_is_refused(tmp_path: Path) -> None:
    pack = PackFolder(tmp_path).find(str(SMALL_PACK))
    PackFolder(tmp_path).pin(pack)
    [conditions] = tmp_path.rglob("conditions.yaml")
    conditions.write_text("- [")
    with pytest.raises(EnvironmentFault, match="has other files in this home than when it was pinned"):
        PackFolder(tmp_path).pinned(pack.hash)


def test_every_fault_of_a_pack_is_told(tmp_path: Path) -> None:
    pack, faults = packs.find_faults(str(tmp_path))
    assert pack is None
    assert [fault.where for fault in faults] == [
        "pack.yaml",
        "tables.yaml",
        "lists.yaml",
        "conditions.yaml",
        "sources.yaml",
        "examples.yaml",
    ]
    assert str(faults[0]) == "pack.yaml: the file is missing. Add it."
    assert packs.find_faults(str(SMALL_PACK))[1] == ()


# --------------------------------------------------------------------------------------- salts and clock


@given(st.text(), st.text(), st.text())
def test_derived_salts_repeat_and_tell_acts_and_fields_apart(source: str, act: str, field: str) -> None:
    salts = Salts(b"one home's secret")
    made = salts.make(source, act, field)
    assert len(made) == SALT_BYTES
    assert made == salts.make(source, act, field)
    assert made != salts.make(source, act, field + "2")
    assert made != salts.make(source, act + "2", field)
    assert made != Salts(b"another home's secret").make(source, act, field)


def test_salts_of_live_cases_are_random() -> None:
    salts = Salts(b"one home's secret")
    assert len({salts.make(None, "act", "field") for _ in range(100)}) == 100


def test_the_clock_is_in_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)
    clock = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))
    assert clock.now() == clock.now()
    clock.set(datetime(2026, 1, 2, tzinfo=UTC))
    assert clock.now() == datetime(2026, 1, 2, tzinfo=UTC)


def test_of_several_files_all_are_new_or_none_is(tmp_path: Path) -> None:
    (tmp_path / "record.json").write_bytes(b"old")
    (tmp_path / "in-the-way").write_bytes(b"a file, and no folder")
    files = {tmp_path / "record.json": b"new", tmp_path / "in-the-way" / "record.pdf": b"new"}
    with pytest.raises(EnvironmentFault):
        write_all_durably(files)
    assert (tmp_path / "record.json").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in-the-way", "record.json"]
