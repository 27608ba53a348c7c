"""The commands of the right of reply in a file, in the order in which they may build on each other."""

from collections.abc import Iterator

from vetting.domain import commands, reply_commands
from vetting.domain.commands import Command
from vetting.domain.letters import LetterQuestion
from vetting.usecases.casefile.known import list_replies
from vetting.usecases.casefile.maker import Maker
from vetting.usecases.casefile.sections import Acts


def make_letter_commands(acts: Acts, maker: Maker) -> Iterator[Command]:
    """Leave for points, drafts, letters, more time, replies, and what follows from them."""
    for make in (
        _releases,
        _drafts,
        _letters,
        _extensions,
        _replies,
        _assessments,
        _corrections,
        _settlements,
    ):
        yield from make(acts, maker)


def _releases(acts: Acts, maker: Maker) -> Iterator[Command]:
    for point, release in acts.releases.items():
        act = maker.act(release, "releases", point)
        yield reply_commands.ReleasePoint(**act, point=point, reason=release.reason)


def _drafts(acts: Acts, maker: Maker) -> Iterator[Command]:
    for ident, draft in acts.letter_drafts.items():
        yield reply_commands.DraftLetter(
            **maker.act(draft, "letter_drafts", ident),
            letter=ident,
            party=draft.party,
            reference=draft.reference,
            opening=draft.opening,
            questions=[LetterQuestion(**one.model_dump()) for one in draft.questions],
            interim=draft.interim,
        )


def _letters(acts: Acts, maker: Maker) -> Iterator[Command]:
    for ident, letter in acts.letters.items():
        said = letter.model_dump(exclude={"by", "at", "reply"})
        yield commands.SendLetter(**maker.act(letter, "letters", ident), letter=ident, **said)


def _extensions(acts: Acts, maker: Maker) -> Iterator[Command]:
    for ident, more in acts.extensions.items():
        act = maker.act(more, "extensions", ident)
        yield reply_commands.ExtendReply(**act, letter=ident, due=more.due, reason=more.reason)


def _replies(acts: Acts, maker: Maker) -> Iterator[Command]:
    for path, letter, reply in list_replies(acts):
        said = reply.model_dump(exclude={"by", "at"})
        yield commands.RecordReply(**maker.act(reply, *path), letter=letter, **said)


def _assessments(acts: Acts, maker: Maker) -> Iterator[Command]:
    for ident, assessed in acts.assessments.items():
        yield reply_commands.AssessReply(
            **maker.act(assessed, "assessments", ident),
            letter=assessed.letter,
            number=assessed.question,
            assessment=assessed.assessment,
            reason=assessed.reason,
            evidence_checked=assessed.evidence_checked,
        )


def _corrections(acts: Acts, maker: Maker) -> Iterator[Command]:
    for ident, asked in acts.corrections.items():
        said = asked.model_dump(exclude={"by", "at"})
        yield reply_commands.AskCorrection(**maker.act(asked, "corrections", ident), correction=ident, **said)


def _settlements(acts: Acts, maker: Maker) -> Iterator[Command]:
    for ident, settled in acts.settlements.items():
        said = settled.model_dump(exclude={"by", "at"})
        act = maker.act(settled, "settlements", ident)
        yield reply_commands.SettleCorrection(**act, correction=ident, **said)
