"""The archive of a bundle: one form to write, and everything that a zip can be besides is refused unread."""

import io
import resource
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.audit.bundles import FINGERPRINT, Scene, check, make_bundle, members_of, with_content
from vetting.audit import archive, verify
from vetting.audit.archive import write_archive
from vetting.audit.errors import BundleRefused
from vetting.audit.verify import CannotRead

BUNDLE = make_bundle()
MEMBERS = members_of(BUNDLE)
MANIFEST = MEMBERS["bundle.json"]

names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,9}(/[A-Za-z0-9][A-Za-z0-9._-]{0,9}){0,2}", fullmatch=True)


def refusal(bundle: bytes) -> str:
    """Give the sentence with which a file is refused."""
    with pytest.raises(CannotRead) as caught:
        check(bundle)
    return str(caught.value)


# ------------------------------------------------------------------------------------- writing


@given(st.dictionaries(names, st.binary(max_size=50), max_size=6))
@settings(max_examples=50)
def test_what_is_written_is_read_by_the_standard_library_and_by_the_verifier(
    members: dict[str, bytes],
) -> None:
    written = write_archive(members)
    assert members_of(written) == members
    read = verify._Archive(io.BytesIO(written))
    assert {name: read.read(name) for name in read.members} == members
    assert list(read.members) == sorted(members)


def test_the_order_in_which_members_are_given_does_not_matter() -> None:
    assert write_archive(dict(reversed(MEMBERS.items()))) == write_archive(MEMBERS) == BUNDLE


@pytest.mark.parametrize("name", ["", "/a", "a/", "../a", "a//b", ".a", "a b", "é", "a\\b", "a" * 201])
def test_a_name_that_could_lead_elsewhere_is_not_written(name: str) -> None:
    with pytest.raises(BundleRefused):
        write_archive({name: b""})


def test_an_archive_that_nobody_reads_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_ARCHIVE", len(write_archive({"a": b"x"})) - 1)
    with pytest.raises(BundleRefused):
        write_archive({"a": b"x"})
    monkeypatch.setattr(archive, "LARGEST_ARCHIVE", 10)
    with pytest.raises(BundleRefused):
        write_archive({"a": b"x"})


# ------------------------------------------------------------------------------------- hostile zips


def zip_of(*members: tuple[str | ZipInfo, bytes], method: int = ZIP_STORED) -> bytes:
    """Write a zip as the standard library does."""
    out = io.BytesIO()
    with ZipFile(out, "w", method) as made:
        for info, content in members:
            made.writestr(info, content)
    return out.getvalue()


def link() -> ZipInfo:
    info = ZipInfo("bundle.json", (1980, 1, 1, 0, 0, 0))
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


def patched(at: int, value: bytes, start: bytes = b"PK\x01\x02") -> bytes:
    """Write over a field of the first entry in the directory."""
    changed = bytearray(BUNDLE)
    place = BUNDLE.index(start) + at
    changed[place : place + len(value)] = value
    return bytes(changed)


def renamed(name: bytes) -> bytes:
    """Give a bundle whose file bundle.json is called otherwise, by a name as long."""
    assert len(name) == len(b"bundle.json")
    return BUNDLE.replace(b"bundle.json", name)


def twice() -> bytes:
    return write_archive({"bundle.json": MANIFEST, "bundle.jsom": b""}).replace(
        b"bundle.jsom", b"bundle.json"
    )


def half_an_entry() -> bytes:
    one = write_archive({"a": b""})
    length = len(one) - 22 - one.index(b"PK\x01\x02") + 2
    return one[:-22] + b"PK" + one[-22:-10] + struct.pack("<L", length) + one[-6:]


BOMB = zip_of(("bundle.json", bytes(50_000_000)), method=ZIP_DEFLATED)

HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "The file is no bundle; to check a log, give its checkpoint too."),
    "a log": (b'{"at":', "The file is no bundle; to check a log, give its checkpoint too."),
    "begins as a zip": (b"PK\x03\x04", "The bundle is cut short, or something follows its end."),
    "cut short": (BUNDLE[:-1], "The bundle is cut short, or something follows its end."),
    "more behind": (BUNDLE + b"x", "The bundle is cut short, or something follows its end."),
    "more before": (b"PK\x03\x04" + BUNDLE, "directory is not where its end says"),
    "a bomb": (BOMB, "The file bundle.json is packed by method 8; a bundle's files are stored."),
    "a link": (zip_of((link(), b"/etc/passwd")), "The file bundle.json is a link."),
    "absolute": (renamed(b"/undle.json"), "The name '/undle.json' leads out of the bundle's folder."),
    "parent": (renamed(b"../dle.json"), "The name '../dle.json' leads out of the bundle's folder."),
    "backslash": (renamed(b"..\\le.json\\"), "leads out of the bundle's folder."),
    "drive": (renamed(b"C:ndle.json"), "The name 'C:ndle.json' is none that a bundle's file can have."),
    "a NUL": (renamed(b"bundle\x00json"), "is none that a bundle's file can have."),
    "not ASCII": (zip_of(("é.json", b"")), "is none that a bundle's file can have."),
    "a folder": (zip_of(("log/", b"")), "The name 'log/' is none that a bundle's file can have."),
    "twice": (twice(), "The file bundle.json is in the bundle twice."),
    "out of order": (zip_of(("b", b""), ("a", b"")), "The file a is not in its place by name."),
    "encrypted": (patched(8, b"\x01"), "The file SHA256SUMS is encrypted; a bundle has nothing to hide."),
    "streamed": (patched(8, b"\x08"), "The file SHA256SUMS has the flags 0008; a bundle's files have none."),
    "UTF-8": (patched(8, b"\x00\x08"), "The file SHA256SUMS has the flags 0800; a bundle's files have none."),
    "other method": (patched(10, b"\x5f"), "The file SHA256SUMS is packed by method 95"),
    "size declared": (patched(24, b"\xff\xff\xff\x7f"), "bytes and is stored as"),
    "both sizes": (
        patched(20, b"\xff\xff\xff\x7f" * 2),
        "The header of SHA256SUMS is not what a bundle's is.",
    ),
    "extra field": (patched(30, b"\x01"), "The file SHA256SUMS has fields besides its name."),
    "a file's comment": (patched(32, b"\x01"), "The file SHA256SUMS has fields besides its name."),
    "half an entry": (half_an_entry(), "The bundle's directory ends within an entry."),
    "a comment": (patched(20, b"\x01", b"PK\x05\x06"), "The bundle's directory is not what a bundle's is."),
    "disks": (patched(4, b"\x01", b"PK\x05\x06"), "The bundle's directory is not what a bundle's is."),
    "count": (patched(10, b"\x01", b"PK\x05\x06"), "The bundle's directory is not what a bundle's is."),
    "another's dates": (
        zip_of((ZipInfo("bundle.json", (1999, 1, 1, 0, 0, 0)), MANIFEST)),
        "The header of bundle.json is not what a bundle's is.",
    ),
    "no manifest": (
        write_archive({"a": b""}),
        "The file is a zip, but no bundle: it does not say its format.",
    ),
    "nothing in it": (write_archive({}), "The file is a zip, but no bundle: it does not say its format."),
    "manifest of text": (write_archive({"bundle.json": b'"x"'}), "it does not say its format."),
    "manifest of nests": (write_archive({"bundle.json": b"[" * 99_999}), "it does not say its format."),
    "newer format": (
        write_archive({"bundle.json": b'{"format":2}'}),
        "The bundle has the format 2; this verifier reads 1. Get the newer verifier.",
    ),
    "no origin": (
        write_archive({"bundle.json": b'{"format":1,"case":"x"}'}),
        "The bundle does not say of which log and case it is.",
    ),
    "an origin that steers": (
        write_archive({"bundle.json": b'{"format":1,"case":"x","origin":"\\u001b[2J"}'}),
        "The bundle does not say of which log and case it is.",
    ),
}


@pytest.mark.parametrize(("bundle", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(bundle: bytes, sentence: str) -> None:
    found = refusal(bundle)
    assert sentence in found
    assert found.isprintable()


def test_members_that_overlap_are_refused() -> None:
    """Two entries of the directory that share their bytes, as a bomb without packing would."""
    one = write_archive({"a": bytes(1_000)})
    start = one.index(b"PK\x01\x02")
    entry = one[start:-22]
    second = entry.replace(b"a", b"b")
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, 2 * len(entry), start, 0)
    assert "The header of b is not" in refusal(one[:start] + entry + second + end)


def test_a_directory_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "_LARGEST_READ", 100)
    assert "directory is not where its end says" in refusal(BUNDLE)


def test_a_file_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "_LARGEST_BUNDLE", len(BUNDLE) - 1)
    assert "bytes; at most" in refusal(BUNDLE)


# ------------------------------------------------------------------------------------- bounds

MEGABYTE = 1024 * 1024


def limit_itself() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (512 * MEGABYTE, 512 * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))


def many_small() -> bytes:
    return write_archive({"bundle.json": MANIFEST, **{f"evidence/{number}": b"" for number in range(60_000)}})


def large_openings() -> bytes:
    line = b'{"entry_index":%d,"field":"a","salt":"00000000000000000000000000000000","value":1}\n'
    content = b"".join(line % number for number in range(380_000))
    return write_archive({**MEMBERS, "disclosures/openings.jsonl": content})


def nested_opening() -> bytes:
    content = b'{"entry_index":0,"field":"a","salt":"00000000000000000000000000000000","value":['
    content += b"[]," * (30 * MEGABYTE // 3)
    return write_archive({**MEMBERS, "disclosures/openings.jsonl": content})


def nested_record() -> bytes:
    return with_content(Scene(), b"[" + b"[]," * (5 * MEGABYTE) + b"0]")


@pytest.mark.parametrize(
    "make", [many_small, large_openings, nested_opening, nested_record], ids=lambda make: make.__name__
)
def test_a_hostile_bundle_ends_within_10_seconds_and_512_megabytes(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    hostile = tmp_path / "hostile.zip"
    hostile.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-I", verify.__file__, hostile, "--key", FINGERPRINT],
        capture_output=True,
        check=False,
        timeout=600,  # what counts are the seconds of the processor
        preexec_fn=limit_itself,  # one thread
    )
    assert (done.returncode, done.stderr) == (1, b"")


def test_zipfile_is_not_needed_to_verify() -> None:
    assert "zipfile" not in Path(verify.__file__).read_text("utf-8")
    assert zipfile.is_zipfile(io.BytesIO(BUNDLE))
