"""Looks at what is sealed: each one is an entry of its own."""

from vetting.domain.reply_commands import UnsealReply
from vetting.domain.round_commands import UnsealSubmission
from vetting.usecases.desk import Desk
from vetting.usecases.send import send

_DRAWN_BITS = 64
_LONGEST = 60  # characters that stay of the id that was asked for


def enter_look(desk: Desk, command: UnsealReply | UnsealSubmission) -> None:
    """Enter a look before anything is shown, under an id of its own.

    A page that is loaded again sends the same form again: what it shows is another look, so it is another act,
    and who may look is asked anew. Raises ``Refused`` where the person may not, or the reason is missing.
    """
    ident = f"{command.id[:_LONGEST]}/{desk.stamps.draw(_DRAWN_BITS):016x}"
    send(desk, [command.model_copy(update={"id": ident})])
