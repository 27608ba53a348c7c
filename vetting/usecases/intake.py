"""Intake: the case, its people, its parties, its evidence, its drafts."""

from collections.abc import Iterable
from datetime import datetime

from vetting.domain.answer_events import EvidenceFiled, TermsStored
from vetting.domain.case import CaseFields
from vetting.domain.case_events import CaseMoved, CaseOpened, RecordRequested
from vetting.domain.commands import (
    AssignPerson,
    FileEvidence,
    NameParty,
    OpenCase,
    ReopenCase,
    RequestRecord,
    StoreTerms,
    WithdrawCase,
)
from vetting.domain.conflict_events import PersonAssigned
from vetting.domain.errors import NotFound, Refusal, Refused
from vetting.domain.evidence import EvidenceFields, why_not_use
from vetting.domain.holding import why_not_assign_self, why_not_hold
from vetting.domain.interests import DeclarationFields, find_current_declarations
from vetting.domain.parties import PartyFields, why_not_name
from vetting.domain.party_events import PartyNamed
from vetting.domain.people import PersonFields, why_not_name_person, why_not_speak_for_both
from vetting.domain.permissions import SIGNING_ROLES, why_not_assign
from vetting.domain.stages import CaseStatus, why_not_move
from vetting.domain.terms import TermsFields
from vetting.usecases.changed_drafts import void_by_draft
from vetting.usecases.desk import Desk, act_of, fields_of
from vetting.usecases.kept import Act
from vetting.usecases.ports import Work
from vetting.usecases.stored_drafts import describe_draft


def open_case(desk: Desk, work: Work, command: OpenCase) -> None:
    """Open a case under the pack it names, pinned by its hash."""
    known = work.get(CaseFields, command.case)
    if known is not None:
        raise Refused(Refusal("case_exists", {"case": command.case}))
    pack = desk.packs.find(command.pack)
    desk.packs.pin(pack)
    case = CaseFields(
        **fields_of(command, CaseFields) | {"pack": f"{pack.name}@{pack.version}"},
        pack_hash=pack.hash,
        opened_by=command.by,
        opened_at=command.at,
    )
    event = CaseOpened(
        title=case.title,
        initiating_office=case.initiating_office,
        purpose=case.purpose,
        prospect=case.prospect,
        pack=case.pack,
        pack_hash=case.pack_hash,
        source_hash=case.source_hash,
        as_of=case.as_of.isoformat() if case.as_of else None,
        settings=case.settings,
        is_exercise=case.is_exercise,
        note=case.note,
    )
    work.keep(act_of(command), event, case)


def assign_person(_: Desk, work: Work, command: AssignPerson) -> None:
    """Give a person their roles on the case: those their account holds; an open conflict keeps them out of most."""
    person = PersonFields(**fields_of(command, PersonFields), id=command.person, assigned_at=command.at)
    known = work.get(PersonFields, command.case, command.person)
    declarations = list_declarations(work, command.case)
    refusal = (
        why_not_name_person(command.person, [one.id for one in work.list(PersonFields, command.case)])
        or why_not_name_person(command.person, [one.id for one in work.accounts.list()])
        or why_not_speak_for_both(person)
        or _why_not_by_account(work, command.by, person, known)
        or why_not_assign(person, known, declarations, command.at.date())
    )
    if refusal:
        raise Refused(refusal)
    roles = [role.value for role in person.roles]
    event = PersonAssigned(person=person.id, roles=roles, title=person.title, name=person.name)
    work.keep(act_of(command), event, person)


def name_party(_: Desk, work: Work, command: NameParty) -> None:
    """Name a party of the case."""
    known = work.get(PartyFields, command.case, command.party)
    if refusal := why_not_name(known, command.party, command.based_on):
        raise Refused(refusal)
    party = PartyFields(**fields_of(command, PartyFields), id=command.party)
    details = party.model_dump(
        include={"registration", "identifiers", "aliases", "former_names", "note", "language"}
    )
    event = PartyNamed(
        party=party.id,
        role=party.role.value,
        country=party.country,
        name=party.name,
        details={name: value for name, value in details.items() if value},
    )
    work.keep(act_of(command), event, party)


def file_evidence(_: Desk, work: Work, command: FileEvidence) -> None:
    """File a source; its bytes, where held, are stored before this is called."""
    known = work.get(EvidenceFields, command.case, command.evidence)
    if known is not None:
        raise Refused(Refusal("id_taken", {"ident": command.evidence}))
    evidence = EvidenceFields(
        **fields_of(command, EvidenceFields),
        id=command.evidence,
        filed_by=command.by,
        filed_at=command.at,
    )
    keep_evidence(work, act_of(command), evidence)


def keep_evidence(work: Work, act: Act, evidence: EvidenceFields) -> None:
    """Write a piece of evidence with its entry."""
    shown = {"publisher", "published", "locator", "quality", "filename", "note"}
    details = evidence.model_dump(include=shown)
    event = EvidenceFiled(
        evidence=evidence.id,
        kind=evidence.kind.value,
        knowable_on=evidence.knowable_on.isoformat(),
        sha256=evidence.sha256,
        size=evidence.size,
        title=evidence.title,
        details={name: value for name, value in details.items() if value},
    )
    work.keep(act, event, evidence)


def store_terms(desk: Desk, work: Work, command: StoreTerms) -> None:
    """Store a draft of the agreement, bound to the evidence that holds its text."""
    held = require_usable(work, command.case, command.evidence, command.at)
    before = work.dossier(command.case)
    terms = TermsFields(
        **fields_of(command, TermsFields),
        id=command.terms,
        sha256=held.sha256,
        stored_by=command.by,
        stored_at=command.at,
        **describe_draft(desk, work, held),
    )
    event = TermsStored(
        terms=terms.id,
        evidence=terms.evidence,
        sha256=terms.sha256,
        clauses=len(terms.clauses),
        compared_with=terms.compared_with,
        differences=len(terms.changes),
        title=terms.title,
        summary=terms.summary,
    )
    work.keep(act_of(command), event, terms)
    void_by_draft(work, act_of(command), before, terms)


def withdraw_case(_: Desk, work: Work, command: WithdrawCase) -> None:
    """Close the case without an outcome, and ask for its record."""
    case = require_case(work, command.case)
    if refusal := why_not_move(case.status, CaseStatus.WITHDRAWN):
        raise Refused(refusal)
    event = CaseMoved(status=case.status.value, to=CaseStatus.WITHDRAWN.value, reason=command.reason)
    changes = {"status": CaseStatus.WITHDRAWN, "record_wanted_at": command.at}
    work.keep(act_of(command), event, case.model_copy(update=changes))


def reopen_case(_: Desk, work: Work, command: ReopenCase) -> None:
    """Take up a decided case again; its decision stays in the log and in the record that tells of it."""
    case = require_case(work, command.case)
    if refusal := why_not_move(case.status, CaseStatus.UNDER_REVIEW):
        raise Refused(refusal)
    event = CaseMoved(status=case.status.value, to=CaseStatus.UNDER_REVIEW.value, reason=command.reason)
    changes = {"status": CaseStatus.UNDER_REVIEW, "record_wanted_at": command.at}
    work.keep(act_of(command), event, case.model_copy(update=changes))


def request_record(_: Desk, work: Work, command: RequestRecord) -> None:
    """Ask for a record of the case as it stands."""
    case = require_case(work, command.case)
    changed = case.model_copy(update={"record_wanted_at": command.at})
    work.keep(act_of(command), RecordRequested(), changed)


def require_case(work: Work, case: str) -> CaseFields:
    """The case; raises ``NotFound``."""
    found = work.get(CaseFields, case)
    if found is None:
        raise NotFound("case", case)
    return found


def _why_not_by_account(
    work: Work, by: str, person: PersonFields, known: PersonFields | None
) -> Refusal | None:
    """Where there are accounts they say who may have which role; without any, the files of the home's owner do."""
    roles = {one.id: one.roles for one in work.accounts.list()}
    if not roles:
        return None
    refusal = why_not_assign_self(by, person, known, SIGNING_ROLES)
    return refusal or why_not_hold(person, roles.get(person.id))


def list_declarations(work: Work, case: str) -> list[DeclarationFields]:
    """The newest version of each declaration of a case."""
    return find_current_declarations(work.list(DeclarationFields, case))


def require_person(work: Work, case: str, person: str) -> PersonFields:
    """The person; refused where they are not assigned to the case."""
    found = work.get(PersonFields, case, person)
    if found is None:
        raise Refused(Refusal("unknown_person", {"person": person}))
    return found


def require_evidence(work: Work, case: str, evidence: str) -> EvidenceFields:
    """The evidence; refused where it was not filed."""
    found = work.get(EvidenceFields, case, evidence)
    if found is None:
        raise Refused(Refusal("unknown_evidence", {"evidence": evidence}))
    return found


def require_usable(work: Work, case: str, evidence: str, at: datetime) -> EvidenceFields:
    """The evidence, for what is entered at this time; refused where it was not filed, or its file erased before."""
    found = require_evidence(work, case, evidence)
    if refusal := why_not_use(found, at):
        raise Refused(refusal)
    return found


def require_criteria(desk: Desk, work: Work, case: str, criteria: Iterable[str]) -> None:
    """Refuse what names a criterion that the case's pack does not have."""
    pack = desk.packs.pinned(require_case(work, case).pack_hash)
    for criterion in criteria:
        if criterion not in pack.criteria:
            raise Refused(Refusal("unknown_criterion", {"criterion": criterion}))
