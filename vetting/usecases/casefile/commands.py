"""From a case file to the commands that everyone else sends too, in the order in which they happened.

- In order of ``at``; within one time: opening, people, declarations and their classes, parties, evidence,
  terms, owners, answers in the order of the pack, reviews, contests, countersigning, submissions, points,
  dispositions, drafts of letters, letters, more time, replies, assessments, corrections, judgements, exceptions, votes, decision.
- Ids come from the file's hash and the item's place in it: the same file gives the same commands.
- Without a decision or a withdrawal, a record is asked for at the end of ``as_of``.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from vetting.domain.commands import Command, Decide, OpenCase, RequestRecord, WithdrawCase
from vetting.domain.parties import PartyRole
from vetting.domain.times import end_of_day
from vetting.usecases.casefile.items import make_commands
from vetting.usecases.casefile.maker import Maker
from vetting.usecases.casefile.read import CaseFile


def to_commands(case_file: CaseFile) -> list[Command]:
    """The commands of a case file, in the order in which they happened."""
    maker = Maker(case_file.sha256, case_file.id, case_file.pack, case_file.held)
    made = [_open(case_file, maker), *make_commands(case_file.acts, maker)]
    if not any(isinstance(one, Decide | WithdrawCase) for one in made):
        made.append(_request(case_file, maker))
    return in_time(made)


def in_time(made: Iterable[Command]) -> list[Command]:
    """Commands in order of time; those of one time stay as they are."""
    return sorted(made, key=lambda one: one.at)


def by_day(made: Iterable[Command]) -> list[tuple[date, list[Command]]]:
    """Commands in order of time, grouped by their day."""
    return [(day, list(group)) for day, group in groupby(in_time(made), key=lambda one: one.at.date())]


def _open(case_file: CaseFile, maker: Maker) -> OpenCase:
    head, proposal = case_file.head, case_file.proposal
    return OpenCase(
        **maker.act(head, "case"),
        title=head.title,
        initiating_office=proposal.office,
        purpose=proposal.purpose,
        products=proposal.products,
        countries=proposal.countries,
        duration=proposal.duration,
        money=proposal.money,
        prospect=_prospect(case_file),
        settings=proposal.settings,
        pack=f"{case_file.pack.name}@{case_file.pack.version}",
        source_hash=f"sha256:{case_file.sha256}",
        note=head.note,
        is_exercise=head.exercise,
        as_of=head.as_of,
    )


def _prospect(case_file: CaseFile) -> str:
    parties = case_file.acts.parties
    return next(ident for ident, party in parties.items() if party.role is PartyRole.PROSPECT)


def _request(case_file: CaseFile, maker: Maker) -> RequestRecord:
    end = end_of_day(case_file.as_of)
    return RequestRecord(**maker.act_of(case_file.head.by, end, ("record",)))
