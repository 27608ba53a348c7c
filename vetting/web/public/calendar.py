"""The days of a round as a calendar file (RFC 5545)."""

from datetime import datetime

from vetting.domain.rounds import RoundFields
from vetting.web.frame.languages import Texts

_LONGEST = 73  # bytes of a line, so that with its fold it stays within 75


def to_calendar(held: RoundFields, title: str, texts: Texts, address: str) -> str:
    """A calendar with the opening and the closing of a round."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//vetting//rounds//EN"]
    for what, at in (("opens", held.opens_at), ("closes", held.closes_at)):
        lines += _event(held, what, at, f"{texts.say(f'case.{what}')}: {title}", address)
    return "".join(f"{fold}\r\n" for line in [*lines, "END:VCALENDAR"] for fold in _folds(line))


def _event(held: RoundFields, what: str, at: datetime, summary: str, address: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{held.case}-{held.number}-{what}@vetting",
        f"DTSTAMP:{_stamp(held.published_at)}",
        f"DTSTART:{_stamp(at)}",
        f"SUMMARY:{_text(summary)}",
        f"DESCRIPTION:{_text(address)}",
        "END:VEVENT",
    ]


def _stamp(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folds(line: str) -> list[str]:
    """The line in pieces of few enough bytes; each but the first begins with a space."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + width
    return [*pieces, piece]
