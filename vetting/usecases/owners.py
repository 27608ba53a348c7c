"""Owners: who holds what in a party of the case, read from a file and kept with its hash.

What is kept follows from the file alone, so that anyone who has it can repeat it. Which of the owners are listed, and
whether they come to half or more together, follows from the rulings of the case and is asked anew each time.
"""

from vetting.domain.commands import StoreOwnership
from vetting.domain.errors import BadInput, Refusal, Refused
from vetting.domain.evidence import EvidenceFields
from vetting.domain.owners import OwnershipFields, why_not_read_owners
from vetting.domain.parties import PartyFields
from vetting.domain.party_events import OwnershipStored
from vetting.screening.ownership import trace_ownership
from vetting.screening.ownership_json import to_json
from vetting.screening.ownership_limits import find_excess
from vetting.screening.ownership_names import get_party
from vetting.screening.ownership_read import read_graph
from vetting.usecases.desk import Desk, act_of
from vetting.usecases.intake import require_case, require_evidence
from vetting.usecases.ports import Work


def store_ownership(desk: Desk, work: Work, command: StoreOwnership) -> None:
    """Read the owners of a party as of a day, and keep what was read.

    Raises ``BadInput`` where the file cannot be read, does not know the party, or has too many owners above it.
    """
    if work.get(OwnershipFields, command.case, command.ownership):
        raise Refused(Refusal("id_taken", {"ident": command.ownership}))
    party = _require_party(work, command)
    evidence = require_evidence(work, command.case, command.evidence)
    if refusal := why_not_read_owners(evidence, command.as_of, command.at):
        raise Refused(refusal)
    owners = _read(desk, command, party, evidence)
    event = OwnershipStored(
        ownership=owners.id,
        party=owners.party,
        evidence=owners.evidence,
        sha256=owners.sha256,
        as_of=owners.as_of.isoformat(),
        of=owners.of,
    )
    work.keep(act_of(command), event, owners)


def _require_party(work: Work, command: StoreOwnership) -> PartyFields:
    wanted = command.party or require_case(work, command.case).prospect
    found = work.get(PartyFields, command.case, wanted)
    if found is None:
        raise Refused(Refusal("unknown_party", {"party": wanted}))
    return found


def _read(
    desk: Desk, command: StoreOwnership, party: PartyFields, evidence: EvidenceFields
) -> OwnershipFields:
    sha256, of = str(evidence.sha256), command.of or party.name
    name = evidence.filename or evidence.id
    graph = read_graph(desk.evidence.get(sha256), command.as_of.isoformat(), name)
    target = get_party(graph, of).id
    if excess := find_excess(graph, target):
        raise BadInput([excess])
    found = trace_ownership(graph, target)
    return OwnershipFields(
        case=command.case,
        id=command.ownership,
        party=party.id,
        of=of,
        evidence=evidence.id,
        sha256=sha256,
        as_of=command.as_of,
        told=to_json(found),
        stored_by=command.by,
        stored_at=command.at,
    )
