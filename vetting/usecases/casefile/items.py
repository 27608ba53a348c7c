"""One command, or a few, for each item of a case file, in the order in which they may build on each other."""

from collections.abc import Callable, Iterator
from typing import Final

from vetting.domain import commands
from vetting.domain.answers import AnswerState
from vetting.domain.commands import Command
from vetting.policy.pack import Pack
from vetting.policy.strict_yaml import Path
from vetting.usecases.casefile.known import list_points
from vetting.usecases.casefile.letter_items import make_letter_commands
from vetting.usecases.casefile.maker import Maker
from vetting.usecases.casefile.sections import Acts, Answer, Declaration, Evidence


def make_commands(acts: Acts, maker: Maker) -> Iterator[Command]:
    """The commands of a file's acts, each section after those it builds on."""
    for make in _SECTIONS:
        yield from make(acts, maker)


def _people(acts: Acts, maker: Maker) -> Iterator[Command]:
    for ident, person in acts.people.items():
        yield commands.AssignPerson(
            **maker.act(person, "people", ident),
            person=ident,
            roles=person.roles,
            title=person.title,
            name=person.name,
        )


def _declarations(acts: Acts, maker: Maker) -> Iterator[Command]:
    for person, item in acts.people.items():
        for number, declared in enumerate(item.declarations):
            yield _declare(person, declared, maker, ("people", person, "declarations", number))
    for ident, later in acts.declarations.items():
        yield _declare(later.person, later, maker, ("declarations", ident))


def _declare(person: str, declared: Declaration, maker: Maker, path: Path) -> Command:
    return commands.DeclareInterest(
        **maker.act(declared, *path),
        declaration=declared.id,
        person=person,
        kind=declared.kind,
        conflict=declared.conflict,
        mitigation=declared.mitigation,
        mitigation_ends_on=declared.mitigation_ends_on,
        entity=declared.entity,
        what=declared.what,
        amount=declared.amount,
        relation=declared.relation,
        starts_on=declared.starts_on,
        ends_on=declared.ends_on,
    )


def _classings(acts: Acts, maker: Maker) -> Iterator[Command]:
    for ident, classing in acts.classings.items():
        said = classing.model_dump(exclude={"by", "at"})
        yield commands.ClassDeclaration(**maker.act(classing, "classings", ident), declaration=ident, **said)


def _parties(acts: Acts, maker: Maker) -> Iterator[Command]:
    for ident, party in acts.parties.items():
        yield commands.NameParty(
            **maker.act(party, "parties", ident),
            party=ident,
            role=party.role,
            name=party.name,
            country=party.country,
            registration=party.registration,
            identifiers=party.identifiers,
            aliases=party.aliases,
            former_names=party.former_names,
            note=party.note,
        )


def _evidence(acts: Acts, maker: Maker) -> Iterator[Command]:
    for ident, item in acts.evidence.items():
        yield _file_evidence(ident, item, maker)


def _file_evidence(ident: str, item: Evidence, maker: Maker) -> Command:
    held = maker.held.get(ident)
    return commands.FileEvidence(
        **maker.act(item, "evidence", ident),
        evidence=ident,
        kind=item.kind,
        title=item.heading,
        publisher=item.publisher,
        published=item.published,
        knowable_on=item.knowable_on,
        locator=item.locator,
        quality=item.quality,
        sha256=held.sha256 if held else None,
        size=held.size if held else None,
        filename=held.filename if held else None,
        note=item.note,
    )


def _terms(acts: Acts, maker: Maker) -> Iterator[Command]:
    for ident, terms in acts.terms.items():
        yield commands.StoreTerms(
            **maker.act(terms, "terms", ident),
            terms=ident,
            title=terms.title,
            evidence=terms.evidence,
            summary=terms.summary,
        )


def _clauses(acts: Acts, maker: Maker) -> Iterator[Command]:
    for criterion, link in acts.clauses.items():
        said = link.model_dump(exclude={"by", "at"})
        yield commands.LinkClause(**maker.act(link, "clauses", criterion), criterion=criterion, **said)


def _ownership(acts: Acts, maker: Maker) -> Iterator[Command]:
    for ident, owners in acts.ownership.items():
        yield commands.StoreOwnership(
            **maker.act(owners, "ownership", ident),
            ownership=ident,
            evidence=owners.evidence,
            as_of=owners.as_of,
            party=owners.party,
            of=owners.of,
        )


def _answers(acts: Acts, maker: Maker) -> Iterator[Command]:
    for criterion in maker.pack.criteria:
        for number, answer in enumerate(acts.answers.get(criterion, [])):
            yield _answer(criterion, number, answer, maker)


def _answer(criterion: str, number: int, answer: Answer, maker: Maker) -> Command:
    is_given = answer.state is AnswerState.GIVEN
    return commands.AnswerQuestion(
        **maker.act(answer, "answers", criterion, number),
        criterion=criterion,
        answerer=answer.answerer or maker.pack.criteria[criterion].answered_by[0],
        state=answer.state,
        value=answer.answer if is_given else None,
        evidence=answer.evidence or _named_in_value(criterion, answer, maker.pack),
        note=answer.note,
        countersigned_by=answer.countersigned_by,
    )


def _named_in_value(criterion: str, answer: Answer, pack: Pack) -> list[str]:
    """An answer that is a list of evidence rests on that evidence."""
    is_list = pack.criteria[criterion].answer_type.base == "evidence" and isinstance(answer.answer, list)
    return list(answer.answer) if is_list else []


def _reviews(acts: Acts, maker: Maker) -> Iterator[Command]:
    for criterion, review in acts.reviews.items():
        said = review.model_dump(exclude={"by", "at"})
        yield commands.ReviewAnswer(**maker.act(review, "reviews", criterion), criterion=criterion, **said)


def _contests(acts: Acts, maker: Maker) -> Iterator[Command]:
    for criterion, contest in acts.contests.items():
        if contest.reason.strip():
            yield commands.ContestAnswer(
                **maker.act(contest, "contests", criterion), criterion=criterion, reason=contest.reason
            )
        if contest.answer.strip():
            path = ("contests", criterion, "answer")
            act = maker.act_of(contest.answered_by, contest.answered_at, path)
            yield commands.AnswerContest(**act, criterion=criterion, answer=contest.answer)


def _countersigning(acts: Acts, maker: Maker) -> Iterator[Command]:
    if acts.countersigning:
        act = maker.act(acts.countersigning, "countersigning")
        yield commands.CountersignTriage(**act, seen=acts.countersigning.seen)


def _submissions(acts: Acts, maker: Maker) -> Iterator[Command]:
    for ident, item in acts.submissions.items():
        yield commands.ReceiveSubmission(
            **maker.act(item, "submissions", ident),
            submission=ident,
            mode=item.mode,
            group=item.group,
            language=item.language,
            submitter=item.submitter,
            text=item.text,
            evidence=item.evidence,
        )


def _points(acts: Acts, maker: Maker) -> Iterator[Command]:
    for path, submission, point in list_points(acts):
        yield commands.ExtractPoint(
            **maker.act(point, *path),
            point=str(path[-1]),
            submission=submission,
            text=point.text,
            criteria=point.criteria,
            material=point.material,
        )


def _dispositions(acts: Acts, maker: Maker) -> Iterator[Command]:
    for path, _, point in list_points(acts):
        if point.disposition is not None:
            yield commands.DisposePoint(
                **maker.act_of(point.disposed_by, point.disposed_at, (*path, "disposition")),
                point=str(path[-1]),
                disposition=point.disposition,
                reason=point.reason,
                changed=point.changed,
            )
    for ident, later in acts.dispositions.items():
        yield commands.DisposePoint(
            **maker.act(later, "dispositions", ident),
            point=ident,
            disposition=later.disposition,
            reason=later.reason,
            changed=later.changed,
        )


def _judgements(acts: Acts, maker: Maker) -> Iterator[Command]:
    for match, judgement in acts.judgements.items():
        yield commands.JudgeMatch(
            **maker.act(judgement, "judgements", match),
            match=match,
            verdict=judgement.verdict,
            reason_code=judgement.reason,
            text=judgement.text,
            second_by=judgement.second_by,
            seen=judgement.seen,
        )


def _exceptions(acts: Acts, maker: Maker) -> Iterator[Command]:
    for criterion, exception in acts.exceptions.items():
        said = exception.model_dump(exclude={"by", "at"}, exclude_none=True)
        kind = commands.AskException if exception.granted_by else commands.GrantException
        yield kind(**maker.act(exception, "exceptions", criterion), criterion=criterion, **said)


def _votes(acts: Acts, maker: Maker) -> Iterator[Command]:
    for ident, vote in acts.votes.items():
        yield commands.CastVote(**maker.act(vote, "votes", ident), ballot=vote.ballot, dissent=vote.dissent)


def _decision(acts: Acts, maker: Maker) -> Iterator[Command]:
    if acts.decision is None:
        return
    fields = acts.decision.model_dump(exclude={"by", "at", "conditions"})
    conditions = [
        commands.ConditionText(id=ident, **condition.model_dump())
        for ident, condition in acts.decision.conditions.items()
    ]
    yield commands.Decide(**maker.act(acts.decision, "decision"), **fields, conditions=conditions)


def _reopening(acts: Acts, maker: Maker) -> Iterator[Command]:
    if acts.reopening:
        yield commands.ReopenCase(**maker.act(acts.reopening, "reopening"), reason=acts.reopening.reason)


def _withdrawal(acts: Acts, maker: Maker) -> Iterator[Command]:
    if acts.withdrawal:
        yield commands.WithdrawCase(**maker.act(acts.withdrawal, "withdrawal"), reason=acts.withdrawal.reason)


_SECTIONS: Final[tuple[Callable[[Acts, Maker], Iterator[Command]], ...]] = (
    _reopening, _people, _declarations, _classings, _parties, _evidence, _terms, _clauses, _ownership, _answers, _reviews,
    _contests, _countersigning, _submissions, _points, _dispositions, make_letter_commands, _judgements, _exceptions, _votes,
    _decision, _withdrawal,
)  # fmt: skip
