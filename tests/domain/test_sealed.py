"""What is sealed is padded first, so that its length says little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.sealed import LARGEST, SMALLEST, pad, unpad


@given(st.binary(max_size=20_000))
def test_padding_is_taken_off_again(content: bytes) -> None:
    assert unpad(pad(content)) == content


@given(st.integers(0, 200_000))
def test_only_a_few_lengths_are_seen(size: int) -> None:
    assert len(pad(b"x" * size)) in {SMALLEST * 2**power for power in range(9)}


def test_what_is_too_large_is_refused_and_not_cut() -> None:
    assert len(pad(b"x" * (LARGEST - 4))) == LARGEST
    with pytest.raises(ValueError, match="at most 16777212"):
        pad(b"x" * (LARGEST - 3))


@pytest.mark.parametrize("broken", [b"", b"\0" * 10, pad(b"x")[:-1] + b"y", b"\xff" * SMALLEST])
def test_what_was_not_padded_here_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match="not padded"):
        unpad(broken)
