"""Sealing: only whose key is named opens it, a flipped bit does not pass, and two custodians are needed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetting.adapters.sealing import (
    AgeSealer,
    make_key,
    unwrap_key,
    wrap_key,
)
from vetting.adapters.stamps import Stamps
from vetting.domain.errors import BadInput, Refused
from vetting.domain.sealed import SMALLEST


@pytest.fixture
def sealer(tmp_path: Path) -> AgeSealer:
    return AgeSealer(tmp_path / "recipients")


def add(sealer: AgeSealer, kind: str, name: str) -> str:
    """Set up a new key; the secret."""
    secret, public = make_key()
    sealer.add_recipient(kind, name, public)
    return secret


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.code


def test_any_officer_opens_what_is_sealed_and_nobody_else(sealer: AgeSealer) -> None:
    keys = [add(sealer, "officer", name) for name in ("one", "two")]
    sealed = sealer.seal("Что будет с нами?".encode())
    assert [sealer.unseal(sealed, key).decode() for key in keys] == ["Что будет с нами?"] * 2
    for stranger in (make_key()[0], "AGE-SECRET-KEY-1NONE", "", "no key"):
        with pytest.raises(Refused) as refused:
            sealer.unseal(sealed, stranger)
        assert code(refused) == "key_does_not_open"


def test_sealed_content_has_few_lengths_and_never_the_same_bytes(sealer: AgeSealer) -> None:
    add(sealer, "officer", "one")
    sealed = [sealer.seal(b"x" * size) for size in (0, 10, 4000, 10)]
    assert {len(one) // SMALLEST for one in sealed} == {1}  # age adds a little of random length itself
    assert len(set(sealed)) == 4


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused(place: int, bit: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    sealer = AgeSealer(tmp_path_factory.mktemp("keys"))
    key = add(sealer, "officer", "one")
    sealed = bytearray(sealer.seal(b"what was said"))
    sealed[place % len(sealed)] ^= 1 << bit
    with pytest.raises(Refused):
        sealer.unseal(bytes(sealed), key)


def test_without_keys_nothing_is_sealed_and_it_says_so(sealer: AgeSealer) -> None:
    assert (sealer.can_seal(), sealer.can_seal_identity()) == (False, False)
    with pytest.raises(Refused) as refused:
        sealer.seal(b"x")
    assert code(refused) == "protected_not_offered"
    with pytest.raises(Refused) as refused:
        sealer.seal_identity(b"x")
    assert code(refused) == "identity_not_offered"


def test_a_contact_opens_with_both_custodians_in_either_order_and_with_neither_alone(
    sealer: AgeSealer,
) -> None:
    officer, one, two = (add(sealer, kind, name) for kind, name in
                         (("officer", "o"), ("custodian", "one"), ("custodian", "two")))  # fmt: skip
    sealed = sealer.seal_identity(b"ada@example.org")
    assert sealer.unseal_identity(sealed, (one, two)) == b"ada@example.org"
    assert sealer.unseal_identity(sealed, (two, one)) == b"ada@example.org"
    for keys in ((one, one), (two, two), (officer, one)):
        with pytest.raises(Refused) as refused:
            sealer.unseal_identity(sealed, keys)
        assert code(refused) == "key_does_not_open"


def test_keys_are_listed_and_taken_away(sealer: AgeSealer) -> None:
    add(sealer, "officer", "one")
    public = make_key()[1]
    sealer.add_recipient("custodian", "two", f" {public}\n")
    listed = sealer.list_recipients()
    assert [(kind, name) for kind, name, _ in listed] == [("officer", "one"), ("custodian", "two")]
    assert listed[1][2] == public
    sealer.remove_recipient("officer", "one")
    assert not sealer.can_seal()


@pytest.mark.parametrize(
    ("name", "key", "says"),
    [
        ("../one", "age1x", "a name has small letters"),
        ("one", "age1x", "there is a key of that officer already"),
        ("two", "age1x", "no public key of age"),
        ("two", "AGE-SECRET-KEY-1", "no public key of age"),
    ],
)
def test_a_bad_name_or_key_is_told(sealer: AgeSealer, name: str, key: str, says: str) -> None:
    add(sealer, "officer", "one")
    with pytest.raises(BadInput, match=says):
        sealer.add_recipient("officer", name, key)


def test_a_key_that_is_not_there_cannot_be_taken_away(sealer: AgeSealer) -> None:
    with pytest.raises(BadInput, match="no custodian of that name"):
        sealer.remove_recipient("custodian", "one")


def test_a_wrapped_key_opens_with_its_passphrase_alone() -> None:
    secret, _ = make_key()
    assert unwrap_key(wrap_key(secret, "correct horse"), "correct horse") == secret
    assert unwrap_key(f"# a comment\n{secret}\n".encode(), "") == secret
    for wrapped, phrase in (
        (wrap_key(secret, "correct horse"), "wrong"),
        (wrap_key("no key", "correct horse"), "correct horse"),
        (b"no file of age", ""),
    ):
        with pytest.raises(Refused) as refused:
            unwrap_key(wrapped, phrase)
        assert code(refused) == "key_does_not_open"


def test_a_stamp_is_of_its_home_and_of_its_text() -> None:
    stamps, others = Stamps(b"one"), Stamps(b"other")
    stamp = stamps.stamp("form")
    assert stamps.is_ours("form", stamp)
    assert not stamps.is_ours("another form", stamp)
    assert not others.is_ours("form", stamp)
    assert not stamps.is_ours("form", "ü")
    assert 0 <= stamps.draw(130) < 1 << 130
