"""A questionnaire as a file, in either of its forms; which one a file has is told by its content."""

from vetting.adapters.workbook_reader import LARGEST, read_workbook
from vetting.adapters.workbook_writer import write_workbook
from vetting.domain.errors import BadInput, Fault
from vetting.policy.pack import Pack
from vetting.usecases.questionnaire.book import to_book
from vetting.usecases.questionnaire.filled import Filled
from vetting.usecases.questionnaire.from_book import from_book
from vetting.usecases.questionnaire.items import Questionnaire
from vetting.usecases.questionnaire.text import from_text, to_text

WORKBOOK, TEXT = "xlsx", "yaml"
FORMS = (WORKBOOK, TEXT)
_ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def write_questionnaire(asked: Questionnaire, form: str) -> bytes:
    """The file of a questionnaire in one of the ``FORMS``."""
    return write_workbook(to_book(asked)) if form == WORKBOOK else to_text(asked)


def read_questionnaire(content: bytes, pack: Pack) -> Filled:
    """What a file says that came back; raises ``BadInput`` where it cannot be read at all."""
    if content.startswith(_ARCHIVES):
        return from_book(read_workbook(content), pack)
    if not content.strip() or b"\0" in content[:LARGEST]:
        what = "it is neither a workbook nor YAML." if content.strip() else "it is empty."
        raise BadInput([Fault("the file", what, "Bring back the file that was taken offline.")])
    return from_text(content, pack)
