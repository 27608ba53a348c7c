"""Files of strangers are rebuilt from allowed parts: what can be read stays, what lies beside it does not."""

import io
import zipfile

import pytest
from PIL import Image

from tests.adapters.cleaning import files
from tests.adapters.cleaning.files import PLANTED, SEEN, has_secret, text_of
from vetting.adapters.cleaning.kinds import TEST_MARK, rebuild
from vetting.adapters.draft_reader import parse_draft
from vetting.domain.errors import Refused
from vetting.domain.left_out import LeftOut


def left_out(content: bytes, name: str) -> set[str]:
    return {one.value for one in rebuild(content, name).left_out}


# ------------------------------------------------------------------------------------------- pictures


def test_a_photograph_keeps_its_pixels_the_right_way_up_and_nothing_else() -> None:
    assert has_secret(files.jpeg())
    rebuilt = rebuild(files.jpeg(), "photo.JPEG")
    assert not has_secret(rebuilt.content)
    assert (rebuilt.kind, rebuilt.left_out) == ("jpg", frozenset({LeftOut.METADATA, LeftOut.APPENDED}))
    with Image.open(io.BytesIO(rebuilt.content)) as picture:
        assert picture.size == (30, 40)  # turned, as its camera said
        assert not picture.getexif()


def test_a_picture_keeps_its_pixels_and_loses_every_text() -> None:
    assert has_secret(files.png())
    rebuilt = rebuild(files.png(tail=b"PK\x03\x04 an archive"), "a.png")
    assert not has_secret(rebuilt.content)
    assert rebuilt.left_out == {LeftOut.METADATA, LeftOut.APPENDED}
    with Image.open(io.BytesIO(rebuilt.content)) as new, Image.open(io.BytesIO(files.png())) as old:
        assert new.tobytes() == old.tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_picture_of_any_colours_is_taken(mode: str) -> None:
    picture = Image.new(mode, (8, 8))
    target = io.BytesIO()
    picture.save(target, "PNG", **({"transparency": 0} if mode == "P" else {}))
    assert rebuild(target.getvalue(), "a.png").kind == "png"


def test_of_a_moving_picture_the_first_frame_is_kept() -> None:
    assert left_out(files.moving_png(), "a.png") == {"frames"}


def test_a_picture_without_anything_else_is_taken_as_it_is_seen() -> None:
    assert left_out(files.plain_jpeg(), "a.jpg") == set()


# ------------------------------------------------------------------------------------------------ PDF


def test_a_pdf_keeps_its_words_and_pictures_and_loses_every_planted_word() -> None:
    before = files.pdf(pages=3)
    assert has_secret(before)
    rebuilt = rebuild(before, "a.pdf")
    assert not has_secret(rebuilt.content)
    assert [SEEN in text_of(rebuilt.content), text_of(rebuilt.content)] == [True, text_of(before)]
    assert {one.value for one in rebuilt.left_out} == {
        "metadata", "scripts", "attachments", "links", "comments",
    }  # fmt: skip


def test_a_pdf_without_anything_else_loses_nothing() -> None:
    assert left_out(files.pdf(with_secrets=False), "a.pdf") == set()


def test_the_same_file_gives_the_same_bytes() -> None:
    for content, name in ((files.pdf(), "a.pdf"), (files.docx(), "a.docx"), (files.png(), "a.png")):
        assert rebuild(content, name).content == rebuild(content, name).content


# ------------------------------------------------------------------------------------ Word, OpenDocument


def test_a_word_file_keeps_words_and_pictures_in_a_new_file() -> None:
    assert has_secret(files.docx())
    rebuilt = rebuild(files.docx(), "a.docx")
    assert not has_secret(rebuilt.content)
    said = [(one.heading, one.text) for one in parse_draft(rebuilt.content, "a.docx").paragraphs]
    assert said == [
        (1, "What we saw"),
        (0, f"{SEEN} It was added."),
        (0, "In a table"),
        (0, "العربية أيضًا"),
    ]
    with zipfile.ZipFile(io.BytesIO(rebuilt.content)) as archive:
        assert [name for name in archive.namelist() if "media" in name] == [
            "word/media/1.jpg",
            "word/media/2.png",
        ]
        assert b"<w:bidi/>" in archive.read("word/document.xml")
    assert {one.value for one in rebuilt.left_out} == {
        "layout", "metadata", "comments", "changes", "links", "attachments", "pictures",
    }  # fmt: skip


def test_an_opendocument_text_becomes_a_word_file() -> None:
    rebuilt = rebuild(files.odt(), "a.odt")
    assert not has_secret(rebuilt.content)
    assert rebuilt.kind == "docx"
    said = [one.text for one in parse_draft(rebuilt.content, "a.docx").paragraphs]
    assert said == ["What we saw", f"{SEEN} There."]
    assert {one.value for one in rebuilt.left_out} == {
        "layout",
        "metadata",
        "comments",
        "links",
        "attachments",
    }


def test_a_new_word_file_is_one_that_word_can_open() -> None:
    from docx import Document  # noqa: PLC0415 - slow

    opened = Document(io.BytesIO(rebuild(files.docx(), "a.docx").content))
    assert [one.style.name for one in opened.paragraphs if one.style][:1] == ["Heading 1"]
    assert len(opened.inline_shapes) == 2


# ---------------------------------------------------------------------------------------------- plain text


def test_plain_text_loses_what_cannot_be_seen_and_stays_as_it_reads() -> None:
    rebuilt = rebuild("\ufeffOne\r\n\u202etwo\u202c \x07three\n".encode(), "a.txt")
    assert (rebuilt.content.decode(), {one.value for one in rebuilt.left_out}) == (
        "One\ntwo three\n",
        {"marks"},
    )
    wide = rebuild("中文 العربية".encode("utf-16"), "a.txt")
    assert (wide.content.decode(), wide.left_out) == ("中文 العربية\n", frozenset())


# --------------------------------------------------------------------------------------------- the hostile

BROKEN_XML = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<x>&b;&b;&b;&b;&b;&b;&b;&b;</x>"
)
HOSTILE = {
    "a program": (b"MZ\x90\x00", "tool.exe", "file_kind_unknown"),
    "a script with two ends": (b"alert(1)", "photo.png.js", "file_kind_unknown"),
    "no end": (b"words", "words", "file_kind_unknown"),
    "an archive": (files.archive_of({"a.sh": "rm"}), "a.zip", "file_kind_unknown"),
    "a drawing under the name of a picture": (files.SVG, "a.png", "file_kind_differs"),
    "a page under the name of a PDF": (b"<html>", "a.pdf", "file_kind_differs"),
    "a picture under the name of a PDF": (files.png(), "a.pdf", "file_kind_differs"),
    "a PDF under the name of a text": (files.pdf(), "a.txt", "file_kind_differs"),
    "zero bytes in a text": (b"a\0b", "a.txt", "file_kind_differs"),
    "an archive under the name of a document": (files.archive_of({"a.sh": "rm"}), "a.docx", "file_damaged"),
    "the mark of virus scanners": (TEST_MARK + b"-STANDARD", "a.txt", "file_harmful"),
    "that mark within a picture": (files.png(tail=TEST_MARK), "a.png", "file_harmful"),
    "blanks": (b" \r\n\t ", "a.txt", "file_empty"),
    "a text in an old encoding": ("Привет".encode("cp1251"), "a.txt", "file_letters_unclear"),
    "a locked PDF": (files.locked_pdf(), "a.pdf", "file_locked"),
    "half a PDF": (files.pdf()[:200], "a.pdf", "file_damaged"),
    "half a picture": (files.png()[:200], "a.png", "file_damaged"),
    "half a photograph": (files.jpeg()[:300], "a.jpg", "file_damaged"),
    "half a document": (files.docx()[:300], "a.docx", "file_damaged"),
    "too many pixels": (files.pixel_bomb(), "a.png", "file_too_heavy"),
    "a few more pixels than are taken": (files.pixel_bomb(7100, 7100), "a.png", "file_too_heavy"),
    "macros": (files.docx(**{"word/vbaProject.bin": b"x"}), "a.docx", "file_macros"),
    "macros of OpenDocument": (files.odt(**{"Basic/x.xml": b"x"}), "a.odt", "file_macros"),
    "a document with entities": (files.docx(**{"word/document.xml": BROKEN_XML}), "a.docx", "file_damaged"),
    "a locked document": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "file_locked"),
    "an old document": (b"\xd0\xcf\x11\xe0 old", "a.docx", "file_damaged"),
    "too many pages": (files.pdf(1001, with_secrets=False), "a.pdf", "file_too_heavy"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_what_cannot_be_made_safe_is_refused_with_its_reason(case: str) -> None:
    content, name, code = HOSTILE[case]
    with pytest.raises(Refused) as refused:
        rebuild(content, name)
    assert refused.value.refusal.code == code


def test_a_file_that_is_two_at_once_is_rebuilt_as_the_one_its_name_says() -> None:
    both = files.pdf(with_secrets=False) + files.archive_of({"run.sh": PLANTED})
    rebuilt = rebuild(both, "a.pdf")
    assert not has_secret(rebuilt.content)
    assert b"PK\x03\x04" not in rebuilt.content


# ------------------------------------------------------------------------------------------------- numbers


def counts(content: bytes, name: str) -> dict[str, int]:
    return {kind.value: number for kind, number in rebuild(content, name).counts.items()}


def test_how_many_were_left_out_is_told_of_what_can_be_counted_and_of_nothing_else() -> None:
    assert counts(files.pdf(pages=3), "a.pdf") == {"comments": 1, "links": 1}
    assert counts(files.docx(), "a.docx") == {"comments": 1, "changes": 2, "links": 1, "pictures": 1}
    assert counts(files.odt(), "a.odt") == {"comments": 1, "links": 1}
    assert counts("\ufeffOne\r\n\u202etwo\u202c three\n".encode(), "a.txt") == {"marks": 2}
    assert counts(files.jpeg(), "a.jpg") == {}
    assert counts(files.pdf(with_secrets=False), "a.pdf") == {}


def test_what_is_counted_is_among_what_was_left_out() -> None:
    for content, name in ((files.pdf(pages=2), "a.pdf"), (files.docx(), "a.docx"), (files.odt(), "a.odt")):
        rebuilt = rebuild(content, name)
        assert set(rebuilt.counts) <= rebuilt.left_out
