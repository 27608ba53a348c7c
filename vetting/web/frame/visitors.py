"""Who is at the other end: a session's cookie on staff pages, a token in the API, nobody on public pages."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request, Response

from vetting.domain.accounts import SessionFields, why_not_sign_now
from vetting.domain.errors import Refusal, Refused
from vetting.domain.rights import Reader
from vetting.usecases.desk import Desk
from vetting.usecases.signing_in import SignedIn, find_signed_in, find_token_holder

STAFF = frozenset({"office", "audit"})
LONGEST_SECRET = 200  # characters of a cookie or a token that are looked at


@dataclass(frozen=True)
class Visitor:
    """Who is at the other end, and what ties a form to them."""

    reader: Reader | None = None
    session: SessionFields | None = None
    has_password: bool = False
    begun: str = ""  # a browser that has not signed in yet, so that nobody signs it in as somebody else

    @property
    def binding(self) -> str:
        """What a form's token is bound to."""
        return self.session.hash if self.session else self.begun

    def why_not_sign(self, now: datetime) -> Refusal | None:
        """Why this visitor cannot sign now, if so."""
        return why_not_sign_now(self.session, now) if self.session else Refusal("not_signed_in")


NOBODY = Visitor()


@dataclass(frozen=True)
class Cookies:
    """The two cookies of staff pages; over TLS they are bound to the host by their names."""

    https: bool

    @property
    def session(self) -> str:
        """The name of the session's cookie."""
        return "__Host-vetting" if self.https else "vetting"

    @property
    def begun(self) -> str:
        """The name of the cookie of a browser at the door."""
        return "__Host-vetting-begun" if self.https else "vetting-begun"

    def set(self, response: Response, name: str, value: str) -> None:
        """Set one; it ends with the browser, and no script can read it."""
        response.set_cookie(name, value, path="/", httponly=True, secure=self.https, samesite="lax")

    def drop(self, response: Response, name: str) -> None:
        """Remove one."""
        response.delete_cookie(name, path="/", httponly=True, secure=self.https, samesite="lax")


def identify(surface: str, desk: Desk, cookies: Cookies, request: Request) -> Visitor:
    """Who sends this request to a surface."""
    if surface in STAFF:
        found = find_signed_in(desk, secret) if (secret := secret_of(cookies, request)) else None
        return _visitor(found, request.cookies.get(cookies.begun, "")[:LONGEST_SECRET])
    if surface == "api":
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        is_token = scheme.lower() == "bearer" and len(token) <= LONGEST_SECRET
        return _visitor(find_token_holder(desk, token.strip()) if is_token else None)
    return NOBODY


def secret_of(cookies: Cookies, request: Request) -> str | None:
    """The secret id of the session that a browser sends, if any."""
    secret = request.cookies.get(cookies.session, "")
    return secret if 0 < len(secret) <= LONGEST_SECRET else None


def new_begun() -> str:
    """The mark of a browser at the door."""
    return secrets.token_urlsafe(24)


def reader_of(request: Request) -> Reader:
    """Who is signed in; a route without a guard of somebody signed in has none."""
    visitor: Visitor = request.state.visitor
    if visitor.reader is None:
        raise Refused(Refusal("not_signed_in"))
    return visitor.reader


def visitor_of(request: Request) -> Visitor:
    """Who is at the other end."""
    visitor: Visitor = request.state.visitor
    return visitor


def _visitor(found: SignedIn | None, begun: str = "") -> Visitor:
    if found is None:
        return Visitor(begun=begun)
    reader = Reader(found.account.id, found.roles, found.account.name or found.account.login)
    return Visitor(reader, found.session, found.account.password_hash is not None, begun)


SignedInReader = Annotated[Reader, Depends(reader_of)]
"""Who is signed in, as a parameter of a handler."""

AnyVisitor = Annotated[Visitor, Depends(visitor_of)]
"""Who is at the other end, signed in or not, as a parameter of a handler."""
