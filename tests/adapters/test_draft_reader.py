"""Drafts are read from the files that people send, or refused with one sentence."""

import io

import pikepdf
import pytest

from tests.adapters.drafts import W, a_pdf, a_word, a_zip
from vetting.adapters.draft_parts import ReadDraft, Unreadable
from vetting.adapters.draft_reader import MAX_BYTES, REMEMBERED, RememberingReader, parse_draft, read_draft
from vetting.agreements.clauses import Paragraph, split_clauses
from vetting.domain.errors import BadInput

LINES = ("1. Data", "1.1 The Company keeps no copy of data after the end of the term.", "(a) not even one;")


def ids(read: ReadDraft) -> list[str]:
    return [one.id for one in split_clauses(read.paragraphs)]


HTML = b"<!doctype html><title>x</title><h1>Data</h1><ol><li>First rule.<ol type=a><li>one</li></ol></li><li>Second.</li></ol>"


@pytest.mark.parametrize(
    ("name", "content", "form", "expected"),
    [
        ("a.txt", "\n".join(LINES).encode(), "plain text", ["1", "1.1", "1.1(a)"]),
        ("a.txt", "\n".join(LINES).encode("utf-16"), "plain text", ["1", "1.1", "1.1(a)"]),
        ("a.txt", "1. Réglé à Genève.".encode("cp1252"), "plain text", ["1"]),
        (
            "a.md",
            b"# Data\n\n**Bold** rule of [ours](x).\n\n1. A rule.\n",
            "Markdown",
            ["data", "data/p1", "1"],
        ),
        ("a.html", HTML, "HTML", ["data", "1", "1(a)", "2"]),
        ("a.docx", a_word(*LINES), "Word", ["1", "1.1", "1.1(a)"]),
        ("a.pdf", a_pdf([LINES]), "PDF", ["1", "1.1", "1.1(a)"]),
    ],
)
def test_each_kind_of_file_gives_its_clauses(
    name: str, content: bytes, form: str, expected: list[str]
) -> None:
    read = parse_draft(content, name)
    assert (read.format, ids(read)) == (form, expected)


def test_a_child_process_reads_the_same() -> None:
    content = a_pdf([LINES])
    assert read_draft(content, "a.pdf") == parse_draft(content, "a.pdf")


def test_lines_that_stand_on_every_page_of_a_pdf_are_left_out() -> None:
    words = ("peace", "health", "work", "food")
    pages = [
        ["Memorandum", f"{n}.1 This is the clause of {word}, which says", f"so of {word}.", f"Page {n} of 4"]
        for n, word in enumerate(words, 1)
    ]
    read = parse_draft(a_pdf(pages), "a.pdf")
    shown = [
        f"{n}.1 This is the clause of {word}, which says so of {word}." for n, word in enumerate(words, 1)
    ]
    assert ([one.text for one in read.paragraphs], read.pages) == (shown, 4)


def test_tracked_changes_and_comments_of_word_are_counted_and_changes_read_as_accepted() -> None:
    body = (
        f"<w:document {W}><w:body><w:p><w:r><w:t>It keeps </w:t></w:r><w:del><w:r><w:delText>a</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>no copy.</w:t></w:r></w:ins></w:p></w:body></w:document>"
    )
    comments = f"<w:comments {W}><w:comment/><w:comment/></w:comments>"
    read = parse_draft(a_zip(word__document_xml=body, word__comments_xml=comments), "a.docx")
    assert read == ReadDraft("Word", [Paragraph("It keeps no copy.")], tracked_changes=2, comments=2)


NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%4)"/></w:lvl>
<w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""
STYLES = f"""<w:styles {W}><w:style w:styleId="C"><w:name w:val="Clause"/><w:basedOn w:val="B"/></w:style>
<w:style w:styleId="B"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>"""


def test_the_numbers_that_word_would_show_are_read() -> None:
    levels = (0, 1, 2, 3, 3, 2, 4, 1, 0, 1)
    said = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
        for level in levels
    )
    styled = '<w:p><w:pPr><w:pStyle w:val="C"/></w:pPr><w:r><w:t>Styled</w:t></w:r></w:p>'
    body = f"<w:document {W}><w:body>{said}{styled}</w:body></w:document>"
    parts = {"word__document_xml": body, "word__numbering_xml": NUMBERING, "word__styles_xml": STYLES}
    read = parse_draft(a_zip(**parts), "a.docx")
    shown = ["1. x", "1.1 x", "(a) x", "(i) x", "(ii) x", "(b) x", "x", "1.2 x", "2. x", "2.1 x", "3. Styled"]
    assert [one.text for one in read.paragraphs] == shown
    assert read.paragraphs[-1].heading == 2


def test_footnotes_are_read_because_a_term_may_hide_there() -> None:
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>All is well.</w:t></w:r></w:p></w:body></w:document>"
    notes = f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>But for this.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    read = parse_draft(a_zip(word__document_xml=body, word__footnotes_xml=notes), "a.docx")
    assert [one.text for one in read.paragraphs] == ["All is well.", "NOTES", "But for this."]


ODT = """<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:s="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
<t:list-style s:name="L"><t:list-level-style-number t:level="1" s:num-format="1" s:num-suffix="."/>
<t:list-level-style-number t:level="2" s:num-format="1" t:display-levels="2"/>
<t:list-level-style-number t:level="3" s:num-format="a" s:num-prefix="(" s:num-suffix=")"/></t:list-style>
<o:body><o:text><t:tracked-changes><t:changed-region><t:p>gone</t:p></t:changed-region></t:tracked-changes>
<t:h t:outline-level="1">Data</t:h><t:list t:style-name="L"><t:list-item><t:p>First<t:s/>rule.</t:p>
<t:list><t:list-item><t:p>Below it.<o:annotation><t:p>hm</t:p></o:annotation></t:p>
<t:list><t:list-item><t:p>Deeper.</t:p></t:list-item></t:list></t:list-item></t:list></t:list-item>
<t:list-item><t:p>Second.</t:p></t:list-item></t:list><t:section><t:p>End.</t:p></t:section></o:text></o:body></o:document-content>"""


def test_an_open_document_gives_its_paragraphs_with_the_numbers_of_its_lists() -> None:
    read = parse_draft(a_zip(content_xml=ODT, styles_xml="<x/>"), "a.odt")
    assert [one.text for one in read.paragraphs] == [
        "Data",
        "1. First rule.",
        "1.1 Below it.",
        "(a) Deeper.",
        "2. Second.",
        "End.",
    ]
    assert (read.tracked_changes, read.comments, read.paragraphs[0].heading) == (1, 1, 1)


def test_struck_out_text_of_a_page_is_left_out_and_counted() -> None:
    read = parse_draft(b"<html><p>It keeps <del>a</del> no copy.<script>x()</script></p>", "a.html")
    assert read == ReadDraft("HTML", [Paragraph("It keeps no copy.")], tracked_changes=1)


def locked_pdf() -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf([LINES]))) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return target.getvalue()


LOCKED = '<m xmlns:x="y"><x:encryption-data/></m>'
BAD_INPUT = {
    "locked pdf": (locked_pdf(), "The PDF is locked with a password."),
    "pictures": (a_pdf([[], []]), "The PDF holds pictures of pages and no text."),
    "broken pdf": (b"%PDF-1.7\n" + b"x" * 400, "The PDF is damaged"),
    "pages": (a_pdf([["x"]] * 401), "The PDF has 401 pages; at most 400 are read."),
    "macros": (a_zip(word__document_xml="<a/>", word__vbaProject_bin=b"x"), "The document holds macros."),
    "old and locked": (
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "The document is locked",
    ),
    "old": (b"\xd0\xcf\x11\xe0" + b"x" * 60, "The document has an old Office format."),
    "broken zip": (b"PK\x03\x04" + b"x" * 60, "The document is damaged"),
    "broken xml": (a_zip(word__document_xml="<a>"), "The document is damaged"),
    "entities": (
        a_zip(word__document_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "The document is damaged",
    ),
    "bomb": (a_zip(word__document_xml=b" " * (41 * 2**20)), "The document unpacks to more than 40 MB"),
    "another zip": (a_zip(a_txt="x"), "The archive is no Word or OpenDocument text."),
    "locked odt": (a_zip(content_xml="<a/>", **{"META-INF__manifest_xml": LOCKED}), "The document is locked"),
    "empty": (b" \n ", "The document holds no text."),
    "long": (b"word " * 500_000, "The document holds more than 2,000,000 letters."),
    "binary": (b"\x7fELF\0\0", "The file is no text that can be read."),
    "rtf": (b"{\\rtf1 x}", "The file is not what its name says"),
}


@pytest.mark.parametrize("kind", BAD_INPUT)
def test_what_cannot_be_read_is_refused_with_a_sentence_that_helps(kind: str) -> None:
    content, sentence = BAD_INPUT[kind]
    with pytest.raises(Unreadable) as refused:
        parse_draft(content, "draft")
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize("ending", ["xls", "XLSX", "ods", "csv", "pptx", "zip", "doc", "eml"])
def test_a_text_under_the_name_of_another_format_is_no_draft(ending: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_draft(b"1. The parties agree.", f"draft.{ending}")
    assert str(refused.value) == (
        "The file is not what its name says, or its format is not read. "
        "Send the agreement as .docx, .odt, .pdf, .html, .txt or .md."
    )


def test_a_child_process_hands_its_sentence_back_with_the_name_of_the_file() -> None:
    with pytest.raises(BadInput) as refused:
        read_draft(BAD_INPUT["macros"][0], "draft.docx")
    sentence = "The document holds macros. Save it without them (as .docx or .odt) and send it again."
    assert str(refused.value) == f"draft.docx: {sentence}"


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadInput, match="The document has 31 MB; at most 30 MB are read"):
        read_draft(b"x" * (MAX_BYTES + 2**20), "draft.txt")


def test_a_file_that_eats_memory_ends_in_a_sentence() -> None:
    deep = b"<html>" + b"<ol><li>" * 1_500_000
    with pytest.raises(BadInput, match="The document"):
        read_draft(deep, "draft.html")


def test_a_reader_remembers_what_it_read_and_what_it_refused() -> None:
    reader = RememberingReader()
    first = reader.read(a_word(*LINES), "a.docx")
    assert reader.read(a_word(*LINES), "a.docx") == first
    for _ in range(2):
        with pytest.raises(BadInput, match="The document holds no text"):
            reader.read(b" ", "a.txt")
    for number in range(REMEMBERED + 1):
        reader.read(b"%d. A clause." % number, "a.txt")
    assert reader.read(a_word(*LINES), "a.docx") == first


def test_a_word_that_the_end_of_a_line_parts_is_joined_and_its_hyphen_stays_where_it_belongs() -> None:
    text = "1.1 The Com-\npany buys no anti-\npersonnel mines. Anti-personnel mines are banned."
    (read,) = parse_draft(text.encode(), "a.txt").paragraphs
    assert read.text == "1.1 The Company buys no anti-personnel mines. Anti-personnel mines are banned."


def test_space_between_lines_of_a_pdf_parts_paragraphs_that_have_no_number() -> None:
    page = [
        "The first paragraph goes on and on for two",
        "lines of this page and ends here now.",
        "",
        "The second begins here without a number.",
        "It has a second sentence on a line of its own,",
        "and a third line.",
    ]
    read = parse_draft(a_pdf([page]), "a.pdf")
    assert [one.text.split()[1] for one in read.paragraphs] == ["first", "second"]


def two_columns() -> bytes:
    """A page of two columns, each written from top to bottom."""
    left = ["4. Data", "4.1 The Company keeps no copy", "of the data that it was given."]
    right = ["4.2 It deletes them after thirty", "days, and says so in writing.", "5. Term"]
    return a_pdf([left + right]).replace(b"(4.2", b"300 70 Td (4.2")


def test_two_columns_are_read_one_after_the_other() -> None:
    read = parse_draft(two_columns(), "a.pdf")
    assert [one.text for one in read.paragraphs] == [
        "4. Data",
        "4.1 The Company keeps no copy of the data that it was given.",
        "4.2 It deletes them after thirty days, and says so in writing.",
        "5. Term",
    ]


def test_a_table_of_word_is_read_cell_by_cell_in_its_place() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    row = "<w:tr>" + cell.format("3.1 Recordings") + cell.format("are deleted after thirty days.") + "</w:tr>"
    body = f"<w:document {W}><w:body><w:tbl>{row}</w:tbl></w:body></w:document>"
    read = parse_draft(a_zip(word__document_xml=body), "a.docx")
    assert split_clauses(read.paragraphs)[-1].text.endswith("are deleted after thirty days.")


def test_an_archive_whose_size_is_a_lie_is_refused() -> None:
    bomb = a_zip(word__document_xml=b"<a>" + b"x" * (60 * 2**20) + b"</a>")
    assert len(bomb) < 2**20
    with pytest.raises(BadInput, match="The document unpacks to more than 40 MB of text"):
        read_draft(bomb, "draft.docx")
