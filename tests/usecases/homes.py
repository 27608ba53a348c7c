"""Homes that tests start from. Making one takes longer than most rules; so each is made once, then copied."""

import atexit
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path
from weakref import WeakKeyDictionary

from vetting.adapters.database import open_database
from vetting.adapters.keys import KeyFolder
from vetting.settings import Settings
from vetting.usecases.desk import Desk
from vetting.usecases.outside import Machine

DATABASE, LISTS = "vetting.db", "lists"

_HOME_OF: WeakKeyDictionary[Machine, Path] = WeakKeyDictionary()
_KEPT: dict[Hashable, Path] = {}


def make_home(home: Path) -> None:
    """Make a new home as the program would, from the copy of one; a home that is there stays as it is."""
    if not home.exists() or not any(home.iterdir()):
        shutil.copytree(_new_home(), home, dirs_exist_ok=True)


def remember_home(desk: Desk, home: Path) -> Desk:
    """Note where a desk's home is; gives the desk back."""
    _HOME_OF[desk.machine] = home
    return desk


def come_to(desk: Desk, key: Hashable, act: Callable[[], None]) -> bool:
    """Bring an empty home to where these acts take it: by acting the first time, by a copy from then on.

    True where it was a copy. The key must name all that the acts depend on.
    """
    home = _HOME_OF.get(desk.machine)
    if home is None or _is_begun(desk):
        act()
        return False
    if key in _KEPT:
        _copy(_KEPT[key], home)
        return True
    act()
    _KEPT[key] = _folder() / "kept"
    _copy(home, _KEPT[key])
    return False


def _is_begun(desk: Desk) -> bool:
    with desk.read() as work:
        return work.log_size() > 0


def _copy(source: Path, target: Path) -> None:
    """Copy a home into another: what the database holds, under whoever has it open, and the files.

    No lists: a test loads its own, often before the case is opened, and the copy must not put others in use.
    """
    others = shutil.ignore_patterns(f"{DATABASE}*", LISTS)
    shutil.copytree(source, target, dirs_exist_ok=True, ignore=others)
    from_, to = sqlite3.connect(source / DATABASE), sqlite3.connect(target / DATABASE)
    try:
        from_.backup(to)
    finally:
        from_.close()
        to.close()


@cache
def _new_home() -> Path:
    home = _folder() / "new"
    home.mkdir(mode=0o700)  # as the program makes it: nobody else looks into a home
    keys = KeyFolder(home / "keys")
    keys.secret()
    keys.signer()
    open_database(Settings(home).database).dispose()
    return home


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="vetting-homes-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
