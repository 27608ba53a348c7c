"""Files that are made here: plain ones, with a secret planted wherever a format can hold one, and hostile ones."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, PngImagePlugin

PLANTED = "Zq7-planted-9xW"
SEEN = "The river is watched by night."


def has_secret(content: bytes) -> bool:
    """Whether the secret stands in a file, in whatever encoding, packed or not."""
    return any(form in one for one in _layers(content) for form in _forms(PLANTED))


def _forms(text: str) -> tuple[bytes, ...]:
    return text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode().hex().encode()


def _layers(content: bytes) -> list[bytes]:
    layers = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                layers += [name.encode(), *_layers(archive.read(name))]
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for one in pdf.objects:
                layers.append(_bytes_of(one))
    if content.startswith(b"\x89PNG"):
        with Image.open(io.BytesIO(content)) as picture:
            layers.append(repr(picture.info).encode())
    return layers


def _bytes_of(one: Any) -> bytes:
    if isinstance(one, pikepdf.Stream):
        try:
            return one.read_bytes() + one.unparse(resolved=True)
        except pikepdf.PdfError:
            return one.read_raw_bytes() + one.unparse(resolved=True)
    return bytes(one.unparse(resolved=True)) if isinstance(one, pikepdf.Object) else repr(one).encode()


# ------------------------------------------------------------------------------------------- pictures


def a_picture(size: tuple[int, int] = (40, 30), mode: str = "RGB") -> Image.Image:
    """A picture with something on it."""
    picture = Image.new(mode, size)
    colour: Any = 200 if mode in ("L", "P") else (200, 10, 10, 255)[: len(mode)]
    picture.paste(colour, (0, 0, size[0] // 2, size[1]))
    return picture


def jpeg(**more: Any) -> bytes:
    """A JPEG with its secret in EXIF, in a comment, in a profile, and behind its end."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = exif[0x8298] = PLANTED  # description, artist, copyright
    exif[0x0112] = 6  # to be turned by a quarter
    exif.get_ifd(0x8825)[1] = PLANTED  # where it was taken
    target = io.BytesIO()
    said = {"exif": exif, "comment": PLANTED.encode(), "icc_profile": PLANTED.encode() * 20} | more
    a_picture().save(target, "JPEG", quality=95, **said)
    return target.getvalue() + PLANTED.encode()


def plain_jpeg() -> bytes:
    """A JPEG without anything else."""
    target = io.BytesIO()
    a_picture().save(target, "JPEG")
    return target.getvalue()


def png(size: tuple[int, int] = (40, 30), mode: str = "RGB", tail: bytes = b"") -> bytes:
    """A PNG with its secret in texts, in EXIF, in a profile, and behind its end where ``tail`` says so."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", PLANTED)
    texts.add_text("Comment", PLANTED, zip=True)
    texts.add_itxt("XML:com.adobe.xmp", f"<x>{PLANTED}</x>", "en", "")
    exif = Image.Exif()
    exif[0x013B] = PLANTED
    target = io.BytesIO()
    a_picture(size, mode).save(target, "PNG", pnginfo=texts, exif=exif, icc_profile=PLANTED.encode() * 20)
    return target.getvalue() + tail


def moving_png() -> bytes:
    """A PNG of two frames."""
    target = io.BytesIO()
    a_picture().save(target, "PNG", save_all=True, append_images=[Image.new("RGB", (40, 30))])
    return target.getvalue()


def pixel_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of few bytes that says it has very many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


# ------------------------------------------------------------------------------------------------ PDF


def pdf(pages: int = 1, *, with_secrets: bool = True) -> bytes:
    """A PDF of one sentence a page, with a secret wherever it can lie."""
    with pikepdf.new() as made:
        for number in range(pages):
            made.pages.append(_page(made, f"{SEEN} {number + 1}", with_secrets=with_secrets))
        if with_secrets:
            _plant(made)
        target = io.BytesIO()
        made.save(target)
        return target.getvalue()


def text_of(content: bytes) -> str:
    """What a PDF says."""
    from pypdf import PdfReader  # noqa: PLC0415 - slow, and for few tests

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def _page(made: pikepdf.Pdf, says: str, *, with_secrets: bool) -> pikepdf.Page:
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    picture = made.make_stream(jpeg() if with_secrets else plain_jpeg())
    picture.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=40, Height=30, BitsPerComponent=8,
        ColorSpace=_profile(made), Filter=Name.DCTDecode,
    )  # fmt: skip
    drawing = made.make_stream(f"% {PLANTED}\n0 0 10 10 re f".encode())
    drawing.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 10, 10]), PieceInfo=Dictionary(X=String(PLANTED)),
        Metadata=made.make_stream(PLANTED.encode()),
    )  # fmt: skip
    instructions = (
        f"% {PLANTED}\n/Span <</ActualText ({PLANTED})>> BDC BT /F1 12 Tf 50 700 Td ({says}) Tj ET EMC "
        "q 40 0 0 30 50 500 cm /P1 Do Q /D1 Do"
    )
    page = Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Contents=made.make_stream(instructions.encode()),
        Resources=Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(P1=picture, D1=drawing)),
    )  # fmt: skip
    return pikepdf.Page(made.make_indirect(page))


def _profile(made: pikepdf.Pdf) -> Array:
    stream = made.make_stream(PLANTED.encode() * 20)
    stream.N = 3
    return Array([Name.ICCBased, stream])


def _plant(made: pikepdf.Pdf) -> None:
    """A secret in each place of the file that is not on a page."""
    page, root = made.pages[0].obj, made.Root
    made.docinfo.Author = PLANTED
    root.Metadata = made.make_stream(PLANTED.encode())
    root.Lang = String(PLANTED)
    root.PieceInfo = page.PieceInfo = Dictionary(X=String(PLANTED))
    root.OpenAction = page.AA = Dictionary(S=Name.JavaScript, JS=String(PLANTED))
    attached = made.make_stream(PLANTED.encode())
    file = Dictionary(Type=Name.Filespec, F=String(PLANTED), EF=Dictionary(F=attached))
    script = Dictionary(S=Name.JavaScript, JS=String(PLANTED))
    root.Names = Dictionary(
        EmbeddedFiles=Dictionary(Names=Array([String(PLANTED), file])),
        JavaScript=Dictionary(Names=Array([String("a"), script])),
    )
    root.Outlines = Dictionary(First=Dictionary(Title=String(PLANTED)))
    root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, ParentTree=Dictionary(X=String(PLANTED)))
    page.Thumb = made.make_stream(PLANTED.encode())
    page.Metadata = made.make_stream(PLANTED.encode())
    box = Array([10, 10, 20, 20])
    link = Dictionary(S=Name.URI, URI=String(f"https://{PLANTED}.example"))
    page.Annots = Array([
        made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=box, A=link)),
        made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=box, T=String(PLANTED), Contents=String(PLANTED))),
        made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=box, FS=file)),
    ])  # fmt: skip


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    with pikepdf.open(io.BytesIO(pdf(with_secrets=False))) as opened:
        target = io.BytesIO()
        opened.save(target, encryption=pikepdf.Encryption(owner="o", user="u"))
        return target.getvalue()


# ------------------------------------------------------------------------------------ Word, OpenDocument

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def archive_of(members: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def docx(**more: bytes | str) -> bytes:
    """A Word file with a heading, a table, a picture, and a secret wherever it can lie."""
    document = (
        f'<w:document {_W} xmlns:x="urn:{PLANTED}"><!-- {PLANTED} --><w:body>'
        '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>What we saw</w:t></w:r></w:p>'
        f'<w:p w:rsidR="{PLANTED}"><w:r><w:rPr><w:rStyle w:val="{PLANTED}"/></w:rPr><w:t>{SEEN}</w:t></w:r>'
        f'<w:ins w:author="{PLANTED}"><w:r><w:t> It was added.</w:t></w:r></w:ins>'
        f'<w:del w:author="{PLANTED}"><w:r><w:delText>{PLANTED}</w:delText></w:r></w:del></w:p>'
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>In a table</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:r><w:t>العربية أيضًا</w:t></w:r></w:p></w:body></w:document>"
    )
    styles = f'<w:styles {_W}><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>'
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": f"<Types><!-- {PLANTED} --></Types>",
        "word/document.xml": document,
        "word/styles.xml": styles,
        "word/comments.xml": f'<w:comments {_W}><w:comment w:author="{PLANTED}"><w:p/></w:comment></w:comments>',
        "word/people.xml": f"<people>{PLANTED}</people>",
        "word/media/image1.jpeg": jpeg(),
        "word/media/image2.png": png(),
        "word/media/image3.emf": PLANTED,
        "word/embeddings/oleObject1.bin": PLANTED,
        "word/_rels/document.xml.rels": f'<R><r TargetMode="External" Target="https://{PLANTED}.example"/></R>',
        "docProps/core.xml": f"<a>{PLANTED}</a>",
        "docProps/thumbnail.jpeg": jpeg(),
        "customXml/item1.xml": f"<a>{PLANTED}</a>",
        f"word/{PLANTED}.xml": PLANTED,
    }
    return archive_of(members | more)


def odt(**more: bytes | str) -> bytes:
    """An OpenDocument text with a heading, a note, a picture, and a secret wherever it can lie."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:text>"
        f'<text:h text:outline-level="1">What we saw</text:h><text:p>{SEEN}<office:annotation>{PLANTED}</office:annotation>'
        f'<text:a xlink:href="https://{PLANTED}.example"> There.</text:a></text:p>'
        "</office:text></office:body></office:document-content>"
    )
    members: dict[str, bytes | str] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "meta.xml": f"<a>{PLANTED}</a>",
        "Pictures/1.png": png(),
        "Thumbnails/thumbnail.png": png(),
        "Object 1/content.xml": f"<a>{PLANTED}</a>",
    }
    return archive_of(members | more)
