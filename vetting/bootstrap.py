"""The one place where ports meet adapters: reading it tells what the program is made of."""

from pathlib import Path

from vetting.adapters.cleaning.cleaner import ChildCleaner
from vetting.adapters.clock import SystemClock
from vetting.adapters.database import open_database
from vetting.adapters.draft_reader import RememberingReader
from vetting.adapters.evidence import EvidenceFolder, explain_file_faults
from vetting.adapters.keys import KeyFolder
from vetting.adapters.leases import owner_name
from vetting.adapters.letter_writer import load_letter_texts, to_docx, to_html
from vetting.adapters.list_folder import ListFolder
from vetting.adapters.machine import HomeMachine
from vetting.adapters.mail import ContactsFile, make_mailer
from vetting.adapters.packs import PackFolder
from vetting.adapters.passwords import Argon2Passwords
from vetting.adapters.salts import Salts
from vetting.adapters.sealing import AgeSealer
from vetting.adapters.stamps import Stamps
from vetting.adapters.store import work_on
from vetting.adapters.witness_folder import WitnessFolder
from vetting.documents.letters import LetterTexts, Paper
from vetting.domain.errors import EnvironmentFault
from vetting.settings import Settings, data_dir, read_settings
from vetting.usecases.desk import Desk
from vetting.usecases.mail_ports import Mailer
from vetting.usecases.mailing import Post
from vetting.usecases.outside import Clock, RecordWriter


def open_desk(settings: Settings, clock: Clock | None = None) -> Desk:
    """The desk of a home, which is made where there is none yet.

    Raises ``EnvironmentFault`` where the machine stands in the way, ``Refused`` where the home was
    written by a newer version.
    """
    _make_home(settings.home)
    keys = KeyFolder(settings.home / "keys")
    engine = open_database(settings.database)
    salts = Salts(keys.secret())
    return Desk(
        work=work_on(engine, salts, writes=True),
        read=work_on(engine, salts, writes=False),
        clock=clock or SystemClock(),
        packs=PackFolder(settings.home / "packs"),
        evidence=EvidenceFolder(settings.home / "evidence"),
        draft_reader=RememberingReader(),
        lists=ListFolder(settings.home / "lists"),
        signer=keys.signer(),
        sealer=sealer_of(settings),
        cleaner=ChildCleaner(),
        stamps=Stamps(keys.secret()),
        passwords=Argon2Passwords(),
        owner=owner_name(),
        machine=HomeMachine(settings.home, engine),
    )


def open_existing(home: Path | None = None) -> Desk:
    """The desk of a home that is there already; raises ``EnvironmentFault`` otherwise."""
    settings = read_settings(home)
    if settings.database_url is None and not (settings.home / "vetting.db").is_file():
        raise EnvironmentFault(
            f"There is no home in {settings.home}. Name it with --home or VETTING_HOME; "
            "'vetting run' makes one in OUT/home."
        )
    return open_desk(settings)


def sealer_of(settings: Settings) -> AgeSealer:
    """The keys that protected submissions are sealed to."""
    return AgeSealer(settings.home / "keys" / "recipients")


def open_witness(home: Path | None = None) -> WitnessFolder:
    """What this instance signs and remembers as a witness of other logs."""
    settings = read_settings(home)
    _make_home(settings.home)
    return WitnessFolder(settings.home / "witness")


def web_secret(settings: Settings) -> bytes:
    """The secret that signs the tokens of forms, so that a restart voids none."""
    return KeyFolder(settings.home / "keys").web_secret()


def open_post(settings: Settings) -> Post:
    """What sends mail to the people on cases; raises ``BadInput`` for settings that cannot be used."""
    contacts = ContactsFile(settings.home / "contacts.yaml")
    return Post(mailer_of(settings), contacts, settings.address)


def writers() -> tuple[RecordWriter, ...]:
    """The writers of a record, one for each form besides JSON."""
    # typst and python-docx are heavy, and most commands render nothing
    from vetting.adapters.docx_writer import DocxWriter  # noqa: PLC0415
    from vetting.adapters.html_writer import HtmlWriter  # noqa: PLC0415
    from vetting.adapters.pdf_writer import PdfWriter  # noqa: PLC0415

    templates = data_dir("templates")
    return (DocxWriter(templates), PdfWriter(templates), HtmlWriter(templates))


def letter_texts() -> LetterTexts:
    """The words that letters to companies are written with."""
    return load_letter_texts(data_dir("templates"))


def write_letter(paper: Paper, form: str) -> bytes:
    """A letter as a file: ``docx`` or ``html``."""
    return to_docx(paper) if form == "docx" else to_html(paper, data_dir("templates"))


def mailer_of(settings: Settings) -> Mailer:
    """What sends mail; raises ``BadInput`` for an address that is none."""
    return make_mailer(settings.home / "mail", settings.mail, settings.mail_from, settings.mail_password_file)


def _make_home(home: Path) -> None:
    with explain_file_faults(home):
        for name in ("", "evidence", "keys", "packs", "lists", "prefect"):
            (home / name).mkdir(mode=0o700, parents=True, exist_ok=True)
