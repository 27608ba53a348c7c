"""Events: protected is the default, and what is open is named."""

import pkgutil
import sys
from dataclasses import fields
from importlib import import_module

import pytest

import vetting.domain
from vetting.domain.case_events import CaseMoved
from vetting.domain.conflict_events import PersonAssigned
from vetting.domain.events import Event, split

MODULES = {
    f"vetting.domain.{one.name}"
    for one in pkgutil.iter_modules(vetting.domain.__path__)
    if one.name.endswith("_events")
}
for module in sorted(MODULES):
    import_module(module)
EVENTS = [event for event in Event.__subclasses__() if event.__module__ in MODULES]
NEVER_OPEN = {"name", "title", "text", "submitter", "value", "note", "facts_text", "questions", "replies",
              "reason", "reasons", "summary", "dissent", "details", "purpose", "initiating_office"}  # fmt: skip


@pytest.mark.parametrize("event", EVENTS)
def test_open_names_only_fields_that_the_event_has(event: type[Event]) -> None:
    assert {one.name for one in fields(event)} >= event.OPEN


@pytest.mark.parametrize("event", EVENTS)
def test_names_and_free_text_are_never_open(event: type[Event]) -> None:
    assert not event.OPEN & NEVER_OPEN


def test_every_event_is_in_the_past_tense() -> None:
    past = {
        event.__name__ for event in EVENTS if event.__name__.endswith(("ed", "Sent", "Cast", "Withdrawn"))
    }
    assert past == {event.__name__ for event in EVENTS}


def test_an_event_is_split_into_what_all_may_read_and_what_is_committed_to() -> None:
    event = PersonAssigned(person="P-1", roles=["legal"], title="Legal office", name="")
    assert split(event) == ({"person": "P-1", "roles": ["legal"]}, {"title": "Legal office"})


def test_an_empty_protected_field_leaves_no_commitment() -> None:
    assert split(CaseMoved(status="triage", to="withdrawn")) == ({"status": "triage", "to": "withdrawn"}, {})


def test_the_modules_define_every_event_that_is_used() -> None:
    assert all(getattr(sys.modules[event.__module__], event.__name__) is event for event in EVENTS)
    assert {event.__module__ for event in EVENTS} == MODULES
