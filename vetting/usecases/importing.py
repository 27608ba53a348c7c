"""What a company told another office, taken over from that office's bundle, so that only the differences are asked.

The rules this module keeps:

1. Nothing is read before the bundle holds: every sum, signature, proof and opening, under a fingerprint from elsewhere.
2. It is about the same company: its prospect has a name or an identifier of the prospect here.
3. Only what the company said of itself is taken: answers given for the company to questions about the company (entity,
   exclusion), where the rules here ask the very same question. No judgement, note, evidence, person or submission.
4. What may name natural persons (a table with a column of parties) stays there, and is asked again.
5. What was unknown or refused, and what is older than the pack lets a partnership go without a new look
   (``re_review_months`` of the level here), is asked again.
6. Each answer says where it is from, and rests on that record, filed as a citation. Where the case has an answer already,
   both are shown, as with a file that two people filled in. Names and group companies come along and are screened.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, BinaryIO
from zipfile import ZipFile

from vetting.audit.verify import BundleReport
from vetting.documents.editions import MARK
from vetting.domain.dossier import Dossier
from vetting.domain.errors import BadInput, Fault
from vetting.domain.parties import PartyFields, PartyRole
from vetting.policy.pack import Criterion, Pack
from vetting.policy.values import find_value_faults
from vetting.usecases.appraise import appraise_case
from vetting.usecases.bundling import verify_bundle
from vetting.usecases.desk import Desk
from vetting.usecases.questionnaire.filled import AskedAgain, Bundled, Filled, Row
from vetting.usecases.questionnaire.items import FINAL, FORMAT, GIVEN, Said, Source, columns_of, settle
from vetting.usecases.records import read_record

COMPANY = "company"
OF_THE_COMPANY = frozenset({"entity", "exclusion"})
"""The stages whose questions are about the company itself, whatever is proposed with it."""

GROUP = frozenset({PartyRole.PARENT, PartyRole.SUBSIDIARY, PartyRole.AFFILIATE})
USUAL_MONTHS = 6
"""Where the pack says nothing of re-reviews: as for the gravest level of the default pack."""

_DAYS_OF_A_MONTH = 30


def read_bundle(desk: Desk, case: str, file: BinaryIO, key: str) -> Filled:
    """The company's part of another office's bundle, as a file that was filled in for this case.

    Raises ``BadInput`` where the bundle does not hold, or is about another company, and ``NotFound``.
    """
    report = verify_bundle(file, key)
    if not report.holds:
        raise BadInput([Fault("the bundle", f"{one}") for one in report.breaks])
    with desk.read() as work:
        appraisal = appraise_case(desk, work, case)
        now = work.simulated_now(case) or desk.clock.now()
    months = _months(appraisal.pack, appraisal.evaluation.level.at_least)
    return take_from(_record_of(file), report, appraisal.dossier, appraisal.pack, now - months)


def take_from(content: bytes, report: BundleReport, dossier: Dossier, pack: Pack, oldest: datetime) -> Filled:
    """``take_over`` of a record's bytes; raises ``BadInput`` where they are no record that can be read here.

    That a bundle holds says who issued it and that nothing changed, not that its record has the form known here.
    """
    record = read_record(content)
    try:
        return take_over(record, report, dossier, pack, oldest)
    except (LookupError, TypeError, ValueError, AttributeError) as wrong:  # such as a day that is none
        what = "it holds, and its record has a form or a date that cannot be read here."
        raise BadInput(
            [Fault("the bundle", what, "Ask the other office which version made it, and for a new one.")]
        ) from wrong


def take_over(
    record: Mapping[str, Any], report: BundleReport, dossier: Dossier, pack: Pack, oldest: datetime
) -> Filled:
    """What a record gives to this case: answers not older than this, names, and what is asked again, in remarks."""
    theirs = _prospect(record, dossier)
    source = _source(record, report)
    taken = _Taking(pack, record, source, oldest)
    rows = [row for one in pack.criteria.values() if (row := taken.row(one))]
    head = {
        "format": FORMAT,
        "case": dossier.case.id,
        "pack hash": pack.hash,
        "made at": record["record"]["dated"],
    }
    return Filled(
        head,
        rows,
        [("the bundle", source)] if rows else [],
        remarks=[f"{one.criterion} is asked again: {one.why}" for one in taken.again],
        parties=[*_parties(record, theirs, dossier)],
        bundle=_bundled(record, report, source, oldest, taken.again),
    )


def _bundled(
    record: Mapping[str, Any],
    report: BundleReport,
    source: Source,
    oldest: datetime,
    again: Sequence[AskedAgain],
) -> Bundled:
    return Bundled(
        office=source.publisher,
        case=report.case,
        dated=record["record"]["dated"][:10],
        record=report.record,
        origin=report.origin,
        entries=report.entries,
        evidence_named=report.evidence_named,
        evidence_held=report.evidence_held,
        oldest=oldest.date().isoformat(),
        again=tuple(again),
    )


def is_of_the_company(criterion: Criterion) -> bool:
    """Whether a question is about the company itself and put to it: only such answers are taken over."""
    return criterion.stage in OF_THE_COMPANY and COMPANY in criterion.answered_by


class _Taking:
    """One record being read; what is left out is remarked with its reason."""

    def __init__(self, pack: Pack, record: Mapping[str, Any], source: Source, oldest: datetime) -> None:
        self.pack, self.source, self.oldest = pack, source, oldest
        self.questions = {
            one["criterion"]: one for module in record["modules"] for one in module["questions"]
        }
        self.again: list[AskedAgain] = []

    def row(self, criterion: Criterion) -> Row | None:
        """The row of a question, where its answer can be taken over."""
        if not is_of_the_company(criterion):
            return None
        question = self.questions.get(criterion.id, {})
        answer = next((one for one in question.get("answers", ()) if one["answerer"] == COMPANY), None)
        if answer is None:
            return None
        said = settle(self.pack, criterion, Said(answer["state"], answer["value"], (self.source.id,)))
        if why := self._why_not(criterion, question, answer, said):
            is_old = datetime.fromisoformat(answer["at"]) < self.oldest
            self.again.append(AskedAgain(criterion.id, answer["at"][:10], why, is_old))
            return None
        note = f"Taken over from {self.source.title}, where it was answered on {answer['at'][:10]}."
        place = f"the record, {criterion.id}"
        return Row(
            place,
            place,
            criterion.id,
            COMPANY,
            Said(said.state, said.value, said.evidence, note),
            FINAL,
            based_on="0",
        )

    def _why_not(
        self, criterion: Criterion, question: Mapping[str, Any], answer: Mapping[str, Any], said: Said
    ) -> str:
        if said.state != GIVEN:
            return f"it was {said.state.replace('_', ' ')} there."
        if question["question"].get("en") != criterion.question:
            return "the question reads otherwise there."
        if criterion.answer_type.base == "table" and self._may_name_people(criterion):
            return "its rows may name people."
        if MARK in json.dumps(said.value, ensure_ascii=False):
            return "a part of it is withheld."
        if datetime.fromisoformat(answer["at"]) < self.oldest:
            return f"it was answered on {answer['at'][:10]}, too long ago."
        faults = find_value_faults(self.pack, criterion.id, said.value)
        return f"its answer does not fit here ({faults[0]})" if faults else ""

    def _may_name_people(self, criterion: Criterion) -> bool:
        return any(one.kind == "party" for one in columns_of(self.pack, criterion))


def _record_of(file: BinaryIO) -> bytes:
    """The record of a bundle that was verified: its sums fixed these bytes, and its archive has known bounds."""
    file.seek(0)
    with ZipFile(file) as archive:
        return archive.read("record.json")


def _months(pack: Pack, level: str) -> timedelta:
    months = pack.tables.get("levels", {}).get(level, {}).get("re_review_months", USUAL_MONTHS)
    return timedelta(days=_DAYS_OF_A_MONTH * int(months))


def _source(record: Mapping[str, Any], report: BundleReport) -> Source:
    """That record as a citation: office, case, hash of the record, and the log that it stands in."""
    office = _said(record["partnership"]["initiating_office"]) or "another office"
    title = f"the decision record of case {report.case} of {office} (sha256 {report.record})"
    dated = date.fromisoformat(record["record"]["dated"][:10])
    ident = f"BUNDLE-{sha256(report.record.encode()).hexdigest()[:8]}"
    return Source(ident, title, office, dated.isoformat(), dated.isoformat(), f"log {report.origin}")


def _prospect(record: Mapping[str, Any], dossier: Dossier) -> Mapping[str, Any]:
    """The prospect of the record; raises ``BadInput`` where it is another company than the prospect here."""
    parties: Sequence[Mapping[str, Any]] = record["partnership"]["parties"]
    theirs = next((one for one in parties if one["role"] == PartyRole.PROSPECT), None)
    ours = next((one for one in dossier.parties if one.role is PartyRole.PROSPECT), None)
    if ours is None:
        raise BadInput([Fault("the case", "it names no prospect.", "Name the company as a party first.")])
    if theirs is None or not _keys(theirs) & _keys(ours.model_dump()):
        named = theirs["name"] if theirs else "no company"
        what = f"it is about {named}, and no name or identifier of {ours.name} stands there."
        raise BadInput(
            [Fault("the bundle", what, "Add the other name to the party, if both are one company.")]
        )
    return theirs


def _keys(party: Mapping[str, Any]) -> frozenset[str]:
    """What a company is known by, so that two spellings of one name meet."""
    known = [party["name"], *party["aliases"], *party["former_names"], *party["identifiers"]]
    return frozenset(" ".join(one.casefold().split()) for one in known if one.strip())


def _parties(record: Mapping[str, Any], theirs: Mapping[str, Any], dossier: Dossier) -> Iterator[PartyFields]:
    """The prospect with the names that are new here, and companies of its group that are not here yet."""
    ours = next(one for one in dossier.parties if one.role is PartyRole.PROSPECT)
    more = {
        name: _merged(getattr(ours, name), theirs[name])
        for name in ("aliases", "former_names", "identifiers")
    }
    if theirs["name"].casefold() != ours.name.casefold():
        more["aliases"] = _merged(more["aliases"], [theirs["name"]])
    if any(more[name] != getattr(ours, name) for name in more):
        yield ours.model_copy(update=more)
    known = {key for one in dossier.parties for key in _keys(one.model_dump())}
    taken = {one.id for one in dossier.parties}
    for one in record["partnership"]["parties"]:
        if one["role"] in GROUP and not _keys(one) & known:
            fields = {
                name: one[name]
                for name in ("name", "country", "registration", "identifiers", "aliases", "former_names")
            }
            ident = one["id"] if one["id"] not in taken else f"{one['id'][:30]}-{len(taken)}"
            taken.add(ident)
            yield PartyFields(case=dossier.case.id, id=ident, role=PartyRole(one["role"]), **fields)


def _merged(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*ours, *theirs]))


def _said(text: Mapping[str, str]) -> str:
    return next(iter(text.values()), "")
