"""Which parties of a case stand on a list, as far as people ruled: by every name under which they were compared."""

from collections.abc import Collection

from vetting.domain.dossier import Dossier
from vetting.domain.judgements import Verdict
from vetting.domain.recusals import find_standing_judgement
from vetting.domain.screenings import ListKind, MatchFields, Subject, find_standing_matches


def find_true_matches(dossier: Dossier, kinds: Collection[ListKind] = tuple(ListKind)) -> list[MatchFields]:
    """The matches with lists of these kinds that stand and that a ruling, which holds, says are true."""
    return [
        one
        for one in find_standing_matches(dossier.matches)
        if one.list_kind in kinds and find_standing_judgement(dossier, one).verdict is Verdict.TRUE
    ]


def find_listed_parties(dossier: Dossier, kinds: Collection[ListKind] = tuple(ListKind)) -> list[Subject]:
    """The parties of those matches, with every name that they have by now."""
    ruled = find_true_matches(dossier, kinds)
    compared = {one.id: one for one in dossier.screenings[-1].subjects} if dossier.screenings else {}
    return [_with_names(dossier, one, compared.get(one.subject)) for one in ruled]


def _with_names(dossier: Dossier, match: MatchFields, compared: Subject | None) -> Subject:
    """The party of a match; of one that is compared no more, what the match kept of it."""
    known = compared or _as_it_was(match)
    party = next((one for one in dossier.parties if one.id == match.subject), None)
    of_party = (party.name, *party.aliases) if party else ()
    return known.model_copy(
        update={"names": tuple(dict.fromkeys((*known.names, match.subject_name, *of_party)))}
    )


def _as_it_was(match: MatchFields) -> Subject:
    return Subject(
        id=match.subject,
        where=match.subject_where,
        kind="unknown",
        names=(match.subject_name,),
        birth_date=match.subject_birth_date,
        countries=tuple(match.subject_countries),
    )
