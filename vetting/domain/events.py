"""Events: what happened, in the past tense, frozen.

An event is written to the log in the same commit as the state it changes. Each field is *open*
(enum, number, date, id, role), or *protected* (names, free text, contacts) and then enters the log
as a commitment. Protected is the default: a field is open only where ``OPEN`` names it.
"""

from dataclasses import dataclass, fields
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """What every event carries; ``OPEN`` names the fields anyone may read."""

    OPEN: ClassVar[frozenset[str]] = frozenset()


def split(event: Event) -> tuple[dict[str, Any], dict[str, Any]]:
    """The open and the protected fields of an event, by name; empty protected ones are left out."""
    opened: dict[str, Any] = {}
    protected: dict[str, Any] = {}
    for one in fields(event):
        value = getattr(event, one.name)
        if one.name in event.OPEN:
            opened[one.name] = value
        elif value not in ("", None, [], {}):
            protected[one.name] = value
    return opened, protected
