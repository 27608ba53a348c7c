"""Drafts of agreements as files, made for a test."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def a_zip(**parts: str | bytes) -> bytes:
    """An archive; the name of a part is given with __ for / and _ for its dot."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return target.getvalue()


def a_word(*paragraphs: str) -> bytes:
    """A Word document of these paragraphs; one that begins with # is a heading."""
    document, target = Document(), io.BytesIO()
    for one in paragraphs:
        if one.startswith("# "):
            document.add_heading(one[2:], 1)
        else:
            document.add_paragraph(one)
    document.save(target)
    return target.getvalue()


def a_pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF with these lines on each page, in a font of its own, without any library."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, lines in enumerate(pages):
        text = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        stream = f"BT /F1 10 Tf 14 TL 50 800 Td\n{text}ET".encode("cp1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _assembled(objects)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _assembled(objects: Sequence[bytes]) -> bytes:
    said, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(said))
        said += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(said)
    said += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return said + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def an_odt(*paragraphs: str) -> bytes:
    """An OpenDocument text of these paragraphs."""
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    body = "".join(f"<t:p>{escape(one)}</t:p>" for one in paragraphs)
    content = (
        f'<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:t="{text}">'
        f"<o:body><o:text>{body}</o:text></o:body></o:document-content>"
    )
    return a_zip(mimetype="application/vnd.oasis.opendocument.text", content_xml=content)


def a_page(*paragraphs: str) -> bytes:
    """A web page of these paragraphs."""
    return (
        "<!doctype html><title>Draft</title>" + "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    ).encode()
