"""Which parties of a case stand on a list, as far as people ruled: by every name under which they were compared."""

from collections.abc import Collection

from vetting.domain.dossier import Dossier
from vetting.domain.judgements import Verdict
from vetting.domain.recusals import find_standing_judgement
from vetting.domain.screenings import ListKind, MatchFields, find_standing_matches


def find_true_matches(dossier: Dossier, kinds: Collection[ListKind] = tuple(ListKind)) -> list[MatchFields]:
    """The matches with lists of these kinds that stand and that a ruling, which holds, says are true."""
    return [
        one
        for one in find_standing_matches(dossier.matches)
        if one.list_kind in kinds and find_standing_judgement(dossier, one).verdict is Verdict.TRUE
    ]


def find_listed_names(dossier: Dossier, kinds: Collection[ListKind] = tuple(ListKind)) -> frozenset[str]:
    """Every name of the parties of those matches, as they stand now."""
    ruled = find_true_matches(dossier, kinds)
    subjects = {one.subject for one in ruled}
    compared = dossier.screenings[-1].subjects if dossier.screenings else []
    known = [name for one in compared if one.id in subjects for name in one.names]
    of_parties = [name for one in dossier.parties if one.id in subjects for name in (one.name, *one.aliases)]
    return frozenset([*known, *of_parties, *(one.subject_name for one in ruled)])
