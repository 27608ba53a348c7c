"""The people, sources, drafts and records of a case, as lists that a page shows."""

from dataclasses import dataclass
from datetime import date, datetime

from vetting.domain.errors import NotFound
from vetting.domain.evidence import EvidenceFields, EvidenceKind
from vetting.domain.interests import find_open_conflicts, find_undeclared
from vetting.domain.publications import FORMS, RenderedAs
from vetting.usecases.accounts import list_without_account
from vetting.usecases.bundling import assemble_bundle
from vetting.usecases.desk import Desk
from vetting.usecases.held_evidence import find_file_faults
from vetting.usecases.kept import KeptRecord
from vetting.usecases.office.case_view import CaseView, name_of, names_of, person_in_words


@dataclass(frozen=True)
class PersonLine:
    """One person on the case, by id and function."""

    id: str
    title: str
    roles: str
    has_declared: bool  # or owes no declaration
    is_kept_away: bool  # by an open conflict
    has_account: bool  # or signs nothing, or there are no accounts here
    is_reader: bool


@dataclass(frozen=True)
class SourceLine:
    """One piece of evidence, and what rests on it."""

    id: str
    title: str
    publisher: str
    published: str
    knowable_on: date
    held: str  # how it is held, in words
    fault: str  # what is wrong with the stored file, as a sentence
    sha256: str
    size: int | None
    filename: str
    quality: str
    locator: str
    note: str
    filed_by: str
    filed_at: datetime
    cited_by: tuple[str, ...]  # criteria, drafts, letters
    erased: str  # who erased its file, when and why, as a sentence; blank where nobody did


@dataclass(frozen=True)
class RecordLine:
    """One record that was issued."""

    id: str
    edition: str
    sha256: str
    is_interim: bool
    issued_at: datetime
    forms: tuple[RenderedAs, ...]  # in which it can be taken away, besides JSON
    is_being_made: bool  # the newest one, until all its forms are there


def list_people(desk: Desk, view: CaseView) -> tuple[PersonLine, ...]:
    """Everyone on the case, with whether they have declared, are kept away, and can sign in."""
    with desk.read() as work:
        unknown = list_without_account(work, view.id)
    declarations = view.dossier.declarations
    undeclared = {one.id for one in find_undeclared(view.dossier.people, declarations)}
    return tuple(
        PersonLine(
            id=one.id,
            title=one.title,
            roles=names_of("role", (role.value for role in one.roles)),
            has_declared=one.id not in undeclared,
            is_kept_away=bool(find_open_conflicts(declarations, one.id, view.now.date())),
            has_account=one.id not in unknown,
            is_reader=one.id == view.person,
        )
        for one in view.dossier.people
    )


def list_sources(desk: Desk, view: CaseView) -> tuple[SourceLine, ...]:
    """The evidence of the case, the latest first, each stored file compared with its hash."""
    faults = find_file_faults(desk, view.dossier.evidence)
    return tuple(_source(view, one, faults.get(one.id, "")) for one in reversed(view.dossier.evidence))


def list_records(desk: Desk, case: str) -> tuple[RecordLine, ...]:
    """The records of a case, the latest first."""
    with desk.read() as work:
        kept = [(one, tuple(work.renderings.list(one.sha256))) for one in reversed(work.list_records(case))]
    return tuple(_record(one, forms, is_newest=not number) for number, (one, forms) in enumerate(kept))


def read_form(desk: Desk, case: str, record: str, suffix: str) -> bytes:
    """A record as a file in one form; raises ``NotFound`` where it is not made yet."""
    with desk.read() as work:
        kept = next((one for one in work.list_records(case) if one.id == record), None)
        made = work.renderings.find(kept.sha256, suffix) if kept else None
    if kept is None or (made is None and suffix != "json"):
        raise NotFound("record in this form", record)
    return made.content if made else kept.content.encode()


def assemble_newest_bundle(desk: Desk, case: str) -> bytes:
    """The bundle of a case with its newest record in every form that is made; raises ``NotFound`` without a record."""
    with desk.read() as work:
        records = work.list_records(case)
        if not records:
            raise NotFound("record of the case", case)
        newest = records[-1]
        made = [work.renderings.find(newest.sha256, suffix) for suffix in FORMS]
    files = {one.suffix: one.content for one in made if one is not None}
    return assemble_bundle(desk, case, {"json": newest.content.encode(), **files})


def _record(kept: KeptRecord, forms: tuple[RenderedAs, ...], *, is_newest: bool) -> RecordLine:
    edition = name_of("edition", kept.edition)
    being_made = is_newest and len(forms) < len(FORMS)
    return RecordLine(kept.id, edition, kept.sha256, kept.interim, kept.issued_at, forms, being_made)


def _source(view: CaseView, evidence: EvidenceFields, fault: str) -> SourceLine:
    return SourceLine(
        id=evidence.id,
        title=evidence.title,
        publisher=evidence.publisher,
        published=evidence.published,
        knowable_on=evidence.knowable_on,
        held=name_of("evidence_kind", evidence.kind.value),
        fault=fault,
        sha256=(evidence.sha256 or "") if evidence.kind is EvidenceKind.FILE else "",
        size=evidence.size,
        filename=evidence.filename or "",
        quality=evidence.quality,
        locator=evidence.locator,
        note=evidence.note,
        filed_by=person_in_words(view, evidence.filed_by),
        filed_at=evidence.filed_at,
        cited_by=_cited_by(view, evidence.id),
        erased=_erased(view, evidence),
    )


def _erased(view: CaseView, evidence: EvidenceFields) -> str:
    if evidence.erased_at is None:
        return ""
    by = person_in_words(view, evidence.erased_by)
    return f"Erased on {evidence.erased_at:%Y-%m-%d} by {by}: {evidence.erased_reason}"


def _cited_by(view: CaseView, evidence: str) -> tuple[str, ...]:
    dossier = view.dossier
    criteria = {one.criterion for one in dossier.answers if evidence in one.evidence}
    drafts = {one.id for one in dossier.terms if one.evidence == evidence}
    letters = {one.id for one in dossier.letters if evidence in one.evidence}
    return tuple(sorted(criteria | drafts | letters))
