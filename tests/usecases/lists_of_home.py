"""Lists of a home for tests: fictional parties in FollowTheMoney lines, as a publisher would give them."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.usecases.desks import Scene
from vetting.adapters.list_folder import ListFolder
from vetting.usecases.listing import load_lists

UN, NATIONAL = "un_sc_fictional", "national_fictional"

ODA: Mapping[str, Any] = {"id": "un-1", "name": ["Oda Vantari"], "birthDate": ["1961"], "country": ["ke"]}
MERIDIAN: Mapping[str, Any] = {"id": "un-2", "schema": "Company", "name": ["Lingua Meridian Cooperative"]}
STRANGER: Mapping[str, Any] = {"id": "un-3", "name": ["Tamsin Quillfeather"]}


def lines(*parties: Mapping[str, Any]) -> bytes:
    """The parties as one file."""
    return "\n".join(json.dumps(_to_ftm(one)) for one in parties).encode()


def load(scene: Scene, *parties: Mapping[str, Any], source: str = UN, dated: date | None = None) -> None:
    """Load a list of these parties into the home of a scene, dated today unless said otherwise."""
    folder = scene.desk.lists
    assert isinstance(folder, ListFolder)
    day = dated or scene.now.date()
    load_lists(folder, {f"{source}.json": lines(*parties)}, scene.now, dated=day)


def _to_ftm(party: Mapping[str, Any]) -> dict[str, Any]:
    properties = {key: value for key, value in party.items() if key not in ("id", "schema")}
    return {"id": party["id"], "schema": party.get("schema", "Person"), "properties": properties}
