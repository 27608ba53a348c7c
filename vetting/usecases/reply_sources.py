"""The public sources of a letter: what its grounds name, and nothing else of the case's evidence."""

from collections.abc import Mapping

from vetting.domain.evidence import EvidenceFields
from vetting.domain.replies import LetterFields
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Work


def read_sources(desk: Desk, letter: LetterFields) -> Mapping[str, EvidenceFields]:
    """The evidence that the questions of a letter rest on, by id."""
    with desk.read() as work:
        return sources_of(work, letter)


def sources_of(work: Work, letter: LetterFields) -> Mapping[str, EvidenceFields]:
    """The same within a transaction."""
    named = {ident for ground in letter.grounds for ident in ground.get("sources", [])}
    found = [work.get(EvidenceFields, letter.case, ident) for ident in sorted(named)]
    return {one.id: one for one in found if one is not None}
