"""Ids that people read are given in order, and a gap is filled."""

from vetting.domain.ids import first_free


def test_the_first_id_that_is_free_is_taken() -> None:
    assert first_free("E-", ()) == "E-1"
    assert first_free("E-", {"E-1", "E-3", "L-2"}) == "E-2"
