"""Where lists come from: the publishers that everyone uses, and what an office's own file says beside them.

The file is ``lists.yaml`` in the home, or the one that ``VETTING_LISTS`` names. Each entry is a list by its name:

- ``addresses``: one address for each of its files, over TLS; a loopback address needs none.
- ``layout``: one of the layouts that ``vetting lists load`` knows; recognised from the content where it is not given.
- ``kinds``: words of which the content type of an answer must hold one; by default those of every layout.
- ``off`` instead of all this leaves the list out.

An entry with the name of a known publisher takes its place. A file with a fault is refused whole.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from vetting.adapters.list_download import why_not_safe
from vetting.domain.errors import BadInput, Fault
from vetting.policy.strict_yaml import Fault as YamlFault
from vetting.policy.strict_yaml import Located, Step, load_yaml
from vetting.screening.loaders import LOADERS
from vetting.usecases.listing import DownloadFailed, Publisher

PUBLISHERS: Mapping[str, Publisher] = MappingProxyType(
    {
        "un_sc": Publisher(
            "un_sc",
            ("https://scsanctions.un.org/resources/xml/en/consolidated.xml",),
            ("xml",),
            layout="un-xml",
        ),
        "ofac_sdn": Publisher(
            "ofac_sdn",
            tuple(f"https://www.treasury.gov/ofac/downloads/{part}.csv" for part in ("sdn", "alt", "add")),
            ("csv", "text/plain", "octet-stream"),
        ),
        "ofac_cons": Publisher(
            "ofac_cons",
            tuple(
                f"https://www.treasury.gov/ofac/downloads/consolidated/cons_{part}.csv"
                for part in ("prim", "alt", "add")
            ),
            ("csv", "text/plain", "octet-stream"),
        ),
    }
)
ANY_KIND = ("xml", "csv", "json", "ndjson", "text/plain", "octet-stream", "spreadsheetml")
OFF = "off"


def read_publishers(file: Path, *, named: bool = False) -> dict[str, Publisher]:
    """The publishers of lists by name: those that everyone uses, changed by the office's file.

    Without a file, the former alone, unless somebody ``named`` it. Raises ``BadInput`` with every fault of the file.
    """
    if not named and not file.exists():
        return dict(PUBLISHERS)
    try:
        content = file.read_bytes()
    except OSError as error:
        reason = (error.strerror or "the machine refused").lower()
        raise BadInput([Fault(str(file), f"cannot be read: {reason}.")]) from error
    return parse_publishers(content, str(file))


def parse_publishers(content: bytes, where: str) -> dict[str, Publisher]:
    """The same from the bytes of a file."""
    read = load_yaml(content, where)
    faults = [*read.faults, *(() if read.faults else _find_faults(read))]
    if faults:
        raise BadInput([_to_fault(one) for one in faults])
    entries: Mapping[str, Any] = read.data or {}
    own = {name: _to_publisher(name, said) for name, said in entries.items() if said != OFF}
    kept = {name: one for name, one in PUBLISHERS.items() if name not in entries}
    return {**kept, **own}


def _to_publisher(name: str, said: Mapping[str, Any]) -> Publisher:
    kinds = tuple(said.get("kinds") or ANY_KIND)
    return Publisher(name, tuple(said["addresses"]), kinds, said.get("layout"))


def _find_faults(read: Located) -> Iterator[YamlFault]:
    if read.data is None:
        return
    if not isinstance(read.data, dict):
        yield read.fault((), "this is no table of lists", "Write one entry for each list, under its name")
        return
    for name, said in read.data.items():
        if not _NAME.fullmatch(str(name)):
            yield read.fault((name,), "this is no name of a list", "Use small letters, digits and _")
        elif said != OFF:
            yield from _find_faults_of_entry(read, name, said)


def _find_faults_of_entry(read: Located, name: Step, said: Any) -> Iterator[YamlFault]:
    if not isinstance(said, dict):
        yield read.fault((name,), "this is no list", "Give its addresses, or the word off")
        return
    for key in said:
        if key not in ("addresses", "layout", "kinds"):
            yield read.fault((name, key), "is not known", "Use addresses, layout and kinds")
    layout = said.get("layout")
    if layout is not None and layout not in LOADERS:
        yield read.fault((name, "layout"), f"{layout} is no layout", f"Use one of {', '.join(LOADERS)}")
    if "kinds" in said and not _is_texts(said["kinds"]):
        yield read.fault((name, "kinds"), "this is no list of words", "Write them as [xml, text/plain]")
    yield from _find_faults_of_addresses(read, name, said.get("addresses"))


def _find_faults_of_addresses(read: Located, name: Step, addresses: Any) -> Iterator[YamlFault]:
    if not _is_texts(addresses):
        yield read.fault((name,), "has no addresses", "Write them as [https://…]")
        return
    for at, address in enumerate(addresses):
        try:
            why_not_safe(address)
        except DownloadFailed as error:
            path = (name, "addresses", at)
            yield read.fault(path, str(error).rstrip("."), "Give an address that begins with https://")


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one for one in value)


def _to_fault(fault: YamlFault) -> Fault:
    what = f"{fault.path}: {fault.what}." if fault.path else f"{fault.what}."
    return Fault(fault.where, what, f"{fault.how}.", fault.line or None)


_NAME = re.compile(r"[a-z0-9_]{1,40}")
