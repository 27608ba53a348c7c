"""The catalogue of sentences: for each refusal code, one sentence a person can act on.

The same sentence stands on the greyed button, in the HTTP answer, on the command line, in the
test and in the record. Codes are stable; sentences may be improved; other languages are added as
further catalogues with the same codes.
"""

from collections.abc import Mapping

from vetting.domain.errors import Refusal
from vetting.domain.sentences_frame import FRAME

ENGLISH: Mapping[str, str] = {
    **FRAME,
    "answer_changed_meanwhile": (
        "{criterion} was answered by {person} while you were writing, so nothing was overwritten: "
        "compare the two, then save yours again if it should replace the other."
    ),
    "authority_too_low": (
        "{person} may not decide this: it needs authority {needed} ({name}). "
        "Ask a person with that authority to sign."
    ),
    "both_sides_answered": (
        "Both sides answered {questions} since the file was taken offline, so nothing was brought in: "
        "say for each whose answer stands, the file's or the case's."
    ),
