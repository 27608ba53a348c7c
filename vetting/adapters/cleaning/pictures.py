"""Pictures, painted anew: the pixels as they are seen, and nothing else."""

import struct
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from vetting.adapters.cleaning.jpegs import has_more_than_pixels
from vetting.adapters.cleaning.parts import MOST_PIXELS, Rebuilt
from vetting.domain.errors import Refusal, Refused
from vetting.domain.left_out import LeftOut

JPEG_QUALITY: Final = 90
_PNG_NEEDS: Final = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"sBIT", b"bKGD", b"pHYs"}
)
_PNG_FRAMES: Final = frozenset({b"acTL", b"fcTL", b"fdAT"})
_PNG_HEAD: Final = 8
_PNG_AROUND: Final = 12  # bytes of a chunk besides its data

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def rebuild_png(content: bytes) -> Rebuilt:
    """A PNG painted anew; raises ``Refused``."""
    painted = _paint(content, "PNG")
    target = BytesIO()
    painted.save(target, "PNG")
    return Rebuilt("png", target.getvalue(), _left_out_of_png(content))


def rebuild_jpeg(content: bytes) -> Rebuilt:
    """A JPEG painted anew, turned as its camera said; raises ``Refused``."""
    painted = _paint(content, "JPEG")
    target = BytesIO()
    painted.convert("L" if painted.mode in ("1", "L") else "RGB").save(target, "JPEG", quality=JPEG_QUALITY)
    found, has_tail = has_more_than_pixels(content)
    left = {LeftOut.METADATA} if found else set()
    return Rebuilt("jpg", target.getvalue(), frozenset(left | ({LeftOut.APPENDED} if has_tail else set())))


def _paint(content: bytes, form: str) -> Image.Image:
    """The pixels of the first frame on a picture of our own, which has no memory of the old one."""
    try:
        with Image.open(BytesIO(content), formats=[form]) as old:
            if old.width * old.height > MOST_PIXELS:
                raise Refused(Refusal("file_too_heavy"))
            old.load()
            seen = ImageOps.exif_transpose(old)
            seen = seen if seen.mode in ("1", "L", "LA", "RGB", "RGBA") else _in_colours(seen)
            fresh = Image.new(seen.mode, seen.size)
            fresh.paste(seen)
            return fresh
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error, EOFError) as error:
        raise Refused(Refusal("file_damaged")) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(Refusal("file_too_heavy")) from error


def _in_colours(picture: Image.Image) -> Image.Image:
    return picture.convert("RGBA" if "transparency" in picture.info else "RGB")


def _left_out_of_png(content: bytes) -> frozenset[LeftOut]:
    """What the chunks of a PNG hold besides the picture (W3C PNG, third edition, section 11)."""
    left, place = set(), _PNG_HEAD
    while place + _PNG_AROUND <= len(content):
        length, kind = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8]
        place += length + _PNG_AROUND
        if kind in _PNG_FRAMES:
            left.add(LeftOut.FRAMES)
        elif kind not in _PNG_NEEDS:
            left.add(LeftOut.METADATA)
        if kind == b"IEND":
            break
    if place < len(content):
        left.add(LeftOut.APPENDED)
    return frozenset(left)
