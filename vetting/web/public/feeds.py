"""The register as data: JSON, CSV and an Atom feed."""

from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from vetting.domain.standing import RegisterEntry, RegisterQuery
from vetting.usecases.register import read_register, to_csv
from vetting.web.frame import Frame
from vetting.web.frame.downloads import download
from vetting.web.frame.languages import Texts
from vetting.web.frame.paging import PageNumber

MOST = 1000
NEWEST = 50


def router(frame: Frame) -> APIRouter:
    """The register in three forms."""
    routes = APIRouter()

    @routes.get("/register.json", dependencies=[frame.guard("public.read")])
    def give_json(request: Request, page: PageNumber = 1) -> JSONResponse:
        found = read_register(frame.desk, RegisterQuery(page=page, size=MOST))
        return JSONResponse(
            {
                "says": str(frame.texts(request).say("frame.disclaimer")),
                "page": page,
                "pages": found.pages,
                "total": found.total,
                "entries": [entry.to_json() for entry in found.entries],
            }
        )

    @routes.get("/register.csv", dependencies=[frame.guard("public.read")])
    def give_csv(page: PageNumber = 1) -> Response:
        found = read_register(frame.desk, RegisterQuery(page=page, size=MOST))
        return download(to_csv(found.entries).encode(), f"register-{page}.csv")

    @routes.get("/feed.atom", dependencies=[frame.guard("public.read")])
    def give_feed(request: Request) -> Response:
        found = read_register(frame.desk, RegisterQuery(size=NEWEST))
        feed = to_feed(list(found.entries), frame.texts(request), frame.settings.address)
        return Response(feed, media_type="application/atom+xml; charset=utf-8")

    return routes


def to_feed(entries: list[RegisterEntry], texts: Texts, address: str) -> str:
    """The newest proposals as an Atom feed (RFC 4287)."""
    home = f"{address}/{texts.language}/"
    newest = max((entry.decided or entry.opened for entry in entries), default=None)
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(texts.language)}>',
        f"<id>urn:vetting:register:{texts.language}</id>",
        f"<title>{escape(str(texts.say('frame.name').unescape()))}</title>",
        f"<updated>{newest or '1970-01-01'}T00:00:00Z</updated>",
        f"<author><name>{escape(str(texts.say('frame.name').unescape()))}</name></author>",
        f'<link rel="self" href={quoteattr(home + "feed.atom")}/>',
    ]
    return "\n".join([*head, *(_entry(entry, texts, home) for entry in entries), "</feed>", ""])


def _entry(entry: RegisterEntry, texts: Texts, home: str) -> str:
    standing = texts.say(f"standing.{entry.standing}").unescape()
    summary = f"{standing}. {entry.company}. {entry.office}"
    return (
        f"<entry><id>urn:vetting:case:{escape(entry.id)}</id>"
        f"<title>{_xml(entry.title)}</title>"
        f"<updated>{entry.decided or entry.opened}T00:00:00Z</updated>"
        f"<link href={quoteattr(f'{home}cases/{entry.id}')}/>"
        f"<summary>{_xml(summary)}</summary></entry>"
    )


def _xml(text: str) -> str:
    """The text without what XML cannot hold."""
    kept = (one for one in text if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff"))
    return escape("".join(kept))
