"""The id of the act that a form asks for: one for one form, and nothing in it by which a secret could be tried."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from vetting.web.frame import Form
from vetting.web.frame.posts import Post
from vetting.web.frame.tokens import FormToken
from vetting.web.office.pages import act_id

SURFACES = ("office",)
NUMBER = "0123456789abcdef0123456789abcdef"
TOKEN = FormToken(datetime(2026, 3, 1, tzinfo=UTC), NUMBER)


def a_post(number: str = NUMBER, **typed: str) -> Post:
    said = {"reason": "To assess it"} | typed
    return Post(Form(typed={name: [text] for name, text in said.items()}), replace(TOKEN, number=number))


def test_the_same_form_sent_twice_is_one_act() -> None:
    assert act_id(a_post()) == act_id(a_post())
    assert act_id(a_post(), "sha") == act_id(a_post(), "sha")


@pytest.mark.parametrize("other", [a_post(reason="Another"), a_post("f" * 32), a_post(more="x")])
def test_what_is_typed_anew_or_comes_from_another_page_is_another_act(other: Post) -> None:
    assert act_id(other) != act_id(a_post())


def test_another_file_is_another_act() -> None:
    assert len({act_id(a_post()), act_id(a_post(), "one"), act_id(a_post(), "two")}) == 3


@pytest.mark.parametrize("secret", ["key", "phrase"])
def test_a_key_or_a_passphrase_is_no_part_of_the_id(secret: str) -> None:
    assert act_id(a_post(**{secret: "four plain words"})) == act_id(a_post())


def test_the_id_has_nothing_of_the_number_that_keeps_what_was_typed_from_being_tried() -> None:
    ident = act_id(a_post(**{"reply-1": "3%"}))
    typed = repr((sorted([("reason", ("To assess it",)), ("reply-1", ("3%",))]), ""))
    assert ident.startswith("web/")
    assert len(ident) == 44
    assert not any(NUMBER[at : at + 8] in ident for at in range(len(NUMBER) - 7))
    assert hashlib.sha256(typed.encode()).hexdigest()[:20] not in ident
