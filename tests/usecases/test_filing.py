"""Files that are filed as evidence: told by content, held as they came, refused with what to do instead."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.usecases.desks import a_desk
from vetting.domain.errors import BadInput
from vetting.usecases.filing import LARGEST, clean_name, hold_upload, kind_of


def a_zip(*parts: str, text: bytes = b"x") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for part in parts:
            archive.writestr(part, text)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n...", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        ("Protokoll – تقرير".encode(), "txt"),
        (a_zip("word/document.xml"), "docx"),
        (a_zip("xl/workbook.xml"), "xlsx"),
        (a_zip("mimetype", text=b"application/vnd.oasis.opendocument.text"), "odt"),
        (a_zip("mimetype", text=b"application/x-other"), ""),
        (a_zip("setup.exe"), ""),
        (b"PK\x03\x04 broken", ""),
        (b"MZ\x00\x90 program", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ""),
        (b"\xff\xfe\xfa", ""),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_content(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


def test_a_file_is_held_as_it_came_under_its_hash(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    upload = hold_upload(desk, b"The plan.", "C:\\papers\\plan.txt")
    assert (upload.size, upload.filename, upload.kind) == (9, "plan.txt", "txt")
    assert desk.evidence.get(upload.sha256) == b"The plan."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty. Choose another one."),
        (b"a" * (LARGEST + 1), "The file has 25 MB; at most 25 can be held. Split it, or cite it instead."),
        (b"MZ\x00", "The file is of a kind that is not taken. Save it as PDF, as text or as a picture."),
        (b"%PDF-1.7 /Encrypt 4 0 R", "The PDF is locked with a password. Save it without one."),
        (
            a_zip("word/document.xml", "word/vbaProject.bin"),
            "The document holds macros. Save it without macros, or as PDF.",
        ),
    ],
)
def test_what_cannot_be_evidence_is_refused_with_what_to_do(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    with pytest.raises(BadInput) as refused:
        hold_upload(a_desk(tmp_path), content, "paper")
    [fault] = refused.value.faults
    assert f"{fault.what} {fault.how}" == sentence


def test_a_locked_office_document_is_refused(tmp_path: Path) -> None:
    locked = bytearray(a_zip("word/document.xml"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    with pytest.raises(BadInput, match="locked with a password"):
        hold_upload(a_desk(tmp_path), bytes(locked), "paper.docx")


def test_a_name_loses_its_folders_and_what_cannot_be_shown() -> None:
    assert clean_name("../../etc/pass\u202ewd\x00.txt") == "passwd.txt"
