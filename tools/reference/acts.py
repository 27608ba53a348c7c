"""The page of acts, with who may do them; and the page of what the log says of them.

The handlers know every act, and with them every module of events is loaded.
"""

from dataclasses import fields

from tools.reference.markdown import first_line, to_code, to_codes, to_page, to_table
from vetting.domain.commands import Command
from vetting.domain.events import Event
from vetting.domain.people import AUTHORITY_OF, Role
from vetting.domain.permissions import ANSWERS_FOR, MAY
from vetting.domain.waiting_acts import SIGNERS
from vetting.usecases.send import HANDLERS


def pages() -> dict[str, str]:
    """Return the pages by their names."""
    return {"permissions.md": show_permissions(), "events.md": show_events()}


def show_permissions() -> str:
    """Return who may do what, and who may answer for whom."""
    return to_page(
        "Acts and permissions",
        "One table is read by pages, API, command line and tests alike. What else stands in the way of an "
        "act, such as an open conflict of interest, is a [refusal](refusals.md).",
        "## Who may do what",
        to_table(
            ["act", "what it does", "roles"],
            ((to_code(act.__name__), first_line(act), list_roles(MAY[act])) for act in HANDLERS),
        ),
        "## Fields of each act",
        "Every act carries `id`, `case`, `by` and `at`; further fields:",
        to_table(["act", "required", "optional"], (list_fields(act) for act in MAY)),
        "## Who else signs",
        "These fields name other people who sign an act too. At the desk such an act waits, and each of them signs "
        "with their own sign-in. In a file of acts and on the command line whoever owns the home answers for them; "
        "the record says that the acts were imported and identities not verified.",
        to_table(
            ["act", "fields that name other signers"],
            ((to_code(act.__name__), to_codes(named)) for act, named in SIGNERS.items()),
        ),
        "## Who may enter an answer",
        to_table(
            ["question is for", "roles that may enter it"],
            ((to_code(who), list_roles(ANSWERS_FOR[who])) for who in ANSWERS_FOR),
        ),
        "## Who may decide",
        to_table(["role", "authority"], ((to_code(role), rank) for role, rank in AUTHORITY_OF.items())),
    )


def list_roles(roles: frozenset[Role]) -> str:
    """Return roles in the order in which they are declared."""
    return "every role" if roles == frozenset(Role) else to_codes(role for role in Role if role in roles)


def list_fields(act: type[Command]) -> tuple[str, str, str]:
    """Return an act with the fields of its own, required ones apart."""
    own = {name: field for name, field in act.model_fields.items() if name not in Command.model_fields}
    required = to_codes(name for name, field in own.items() if field.is_required())
    optional = to_codes(name for name, field in own.items() if not field.is_required())
    return to_code(act.__name__), required or "–", optional or "–"


def show_events() -> str:
    """Return the events of the log, with what anyone may read of each and what enters as a commitment."""
    return to_page(
        "Events",
        "Each change of a case is an entry of the log. An open field stands there in clear. A protected one "
        "enters as a salted commitment: the entry proves what was said without saying it, and the value can "
        "be erased.",
        to_table(
            ["event", "what happened", "open", "protected"],
            (describe(event) for event in list_events()),
        ),
    )


def list_events() -> list[type[Event]]:
    """Return the events of the program: module by module, as they stand there."""
    own = [event for event in Event.__subclasses__() if event.__module__.startswith("vetting.")]
    return sorted(own, key=lambda event: event.__module__)


def describe(event: type[Event]) -> tuple[str, str, str, str]:
    """Return one row of the table of events."""
    names = [field.name for field in fields(event)]
    opened = to_codes(name for name in names if name in event.OPEN)
    protected = to_codes(name for name in names if name not in event.OPEN)
    return to_code(event.__name__), first_line(event), opened or "–", protected or "–"
