"""Posted forms: read into memory within limits, and only when they come from a page of this instance.

- A browser that says where a form comes from (``Sec-Fetch-Site``, ``Origin``) is believed when it says: elsewhere.
- The form carries a token (``tokens``); without a valid one nothing is done, and what was typed is shown again.
- No part of a form ever touches the disk here: it may hold what its writer risks something by saying.
"""

from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from vetting.domain.errors import Refusal, Refused
from vetting.web.frame.forms import Form
from vetting.web.frame.tokens import FormToken
from vetting.web.settings import MEGABYTE

MOST_FIELDS = 1_000
MOST_FILES = 20  # a page that takes fewer says so of each
LONGEST_PART = MEGABYTE
TOO_MUCH = ("Too many files", "Part exceeded ", "Field exceeded ")
"""How the parser's sentences begin where a form is more than the limits above."""


@dataclass(frozen=True)
class Post:
    """A form that was posted from a page of this instance."""

    form: Form
    token: FormToken
    password: str = field(default="", repr=False)


class StaleForm(Exception):
    """A form without a valid token: nothing was done, and what was typed is shown again."""

    template = "stale.html"

    def __init__(self, form: Form) -> None:
        super().__init__("stale form")
        self.form = form


class ProofNeeded(StaleForm):
    """A signature without a fresh proof of who signs: it is asked for, beside what was typed."""

    template = "proof.html"

    def __init__(self, form: Form, refusal: Refusal, *, by_password: bool) -> None:
        super().__init__(form)
        self.refusal = refusal
        self.by_password = by_password


def why_not_from_here(request: Request, own_address: str) -> Refusal | None:
    """Why a form is not taken because of where its browser says it comes from, if so."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return None if site in ("same-origin", "none") else Refusal("form_from_elsewhere")
    origin = request.headers.get("origin")
    # a page that sends no referrer sends the origin 'null' with its own forms
    if origin in (None, "null"):
        return None
    known = {request.headers.get("host"), urlsplit(own_address).netloc}
    return None if urlsplit(origin).netloc in known else Refusal("form_from_elsewhere")


async def read_form(request: Request) -> FormData:
    """The fields and files of a form; raises ``Refused`` where it is no form, or too large."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        async with aclosing(request.stream()) as stream:
            if kind == "multipart/form-data":
                return await _InMemory(
                    request.headers,
                    stream,
                    max_files=MOST_FILES,
                    max_fields=MOST_FIELDS,
                    max_part_size=LONGEST_PART,
                ).parse()
            if kind == "application/x-www-form-urlencoded":
                return await FormParser(
                    request.headers, stream, max_fields=MOST_FIELDS, max_part_size=LONGEST_PART
                ).parse()
    except (MultiPartException, UnicodeDecodeError, LookupError) as wrong:
        raise Refused(Refusal("body_too_large" if _is_too_much(wrong) else "form_unreadable")) from wrong
    raise Refused(Refusal("form_unreadable"))


async def posted_of(request: Request) -> Post:
    """The form that the surface's own dependency has read and found genuine."""
    post: Post = request.state.post
    return post


def _is_too_much(wrong: Exception) -> bool:
    """Whether a form was readable, and only more than is taken at once: too many files, or too long a field."""
    return isinstance(wrong, MultiPartException) and wrong.message.startswith(TOO_MUCH)


class _InMemory(MultiPartParser):
    spool_max_size = 64 * MEGABYTE  # above every limit of a body, so that no file is spooled to disk


Posted = Annotated[Post, Depends(posted_of)]
"""The posted form, as a parameter of a handler."""
