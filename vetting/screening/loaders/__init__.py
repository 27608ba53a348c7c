"""Lists as their publishers write them, each loader: bytes → parties and a manifest."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath

from vetting.screening.lists import LoadedList
from vetting.screening.loaders.debarment import load_debarment, load_ineligibility
from vetting.screening.loaders.declarations import load_declarations
from vetting.screening.loaders.ftm_json import load_ftm
from vetting.screening.loaders.gleif import load_gleif
from vetting.screening.loaders.layouts import recognise
from vetting.screening.loaders.ofac_csv import load_ofac
from vetting.screening.loaders.un_xml import load_un

LOADERS: Mapping[str, Callable[[bytes, str], LoadedList]] = {
    "un-xml": load_un,
    "ftm-json": load_ftm,
    "debarment": load_debarment,
    "ineligibility": load_ineligibility,
    "gleif-csv": load_gleif,
    "declarations": load_declarations,
}


def load_files(files: Mapping[str, bytes], layout: str | None = None) -> list[LoadedList]:
    """The lists in these files, by name; files of one OFAC list (SDN, ALT, ADD) are read as one.

    The layout is recognised from the content where none is given; a file of no known layout becomes an empty list
    whose manifest says so.
    """
    found = {name: layout or recognise(content) for name, content in files.items()}
    ofac = {name: content for name, content in files.items() if found[name].startswith("ofac-")}
    lists = [load_ofac(group, source) for source, group in _group_ofac(ofac).items()]
    for name, content in files.items():
        if name not in ofac:
            loader = LOADERS.get(found[name], load_ftm)
            lists.append(_name_parts(loader(content, name_source(name)), name))
    return lists


def name_source(file: str) -> str:
    """The name of a list, which stays the same from version to version: its file's, without a date."""
    return _DATE.sub("", PurePath(file).stem) or PurePath(file).stem


def _name_parts(loaded: LoadedList, name: str) -> LoadedList:
    manifest = replace(loaded.manifest, parts={name: loaded.manifest.sha256})
    return replace(loaded, manifest=manifest)


def _group_ofac(files: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    """Each list of names with its alternative names and addresses: files alike but for sdn, prim, alt, add."""
    groups: dict[str, dict[str, bytes]] = {}
    for name, content in files.items():
        groups.setdefault(_OFAC_PART.sub("", PurePath(name).stem.lower()), {})[name] = content
    return {_name_ofac(group): group for group in groups.values()}


def _name_ofac(group: Mapping[str, bytes]) -> str:
    """The name of the file of names, which the others belong to."""
    named = [name for name, content in group.items() if recognise(content) == "ofac-names"]
    return name_source(next(iter(named or group)))


_OFAC_PART = re.compile(r"sdn|prim|alt|add|[_ .-]")
_DATE = re.compile(r"[_ .-]*(?:19|20)\d\d[_.-]?[01]\d(?:[_.-]?[0-3]\d)?(?!\d)")
