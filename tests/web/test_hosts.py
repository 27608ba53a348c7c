"""Under which names a reader may come: this machine's, the address that was set, and what the settings add."""

import socket
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.usecases.consulting import open_round, set_up_keys
from tests.usecases.desks import Scene
from tests.web.kit import HERE, FakeWaker
from vetting.settings import Settings, read_settings
from vetting.usecases.desk import Desk
from vetting.web.app import create_app
from vetting.web.serve import read_web_settings
from vetting.web.settings import WebSettings

SAYS = "This system is not known under the name in your address bar."
PUBLIC = WebSettings(
    secret=b"s", address="https://vetting.example.org", hosts=frozenset({"inside.example", "abc.onion"})
)


@pytest.fixture
def scene(desk: Desk) -> Scene:
    scene = open_round(Scene(desk).opened())
    set_up_keys(scene)
    return scene


def asked(scene: Scene, settings: WebSettings, host: str, path: str = "/en/") -> tuple[int, bool]:
    app = create_app(scene.desk, FakeWaker(), settings)
    client = TestClient(app, HERE, raise_server_exceptions=False, follow_redirects=False)
    answer = client.get(path, headers={"Host": host})
    return answer.status_code, SAYS in answer.text


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8000", "localhost", "[::1]:8000", "VETTING.example.org", "vetting.example.org:443", "inside.example",
     "abc.onion"],
)  # fmt: skip
def test_a_known_name_is_answered(scene: Scene, host: str) -> None:
    assert asked(scene, PUBLIC, host) == (200, False)


@pytest.mark.parametrize(
    "host", ["evil.example", "vetting.example.org.evil.example", "192.0.2.7", "", "x@localhost.evil", "[::1"]
)
@pytest.mark.parametrize(
    "path", ["/en/", "/en/receipt", "/en/cases/meridian/take-part", "/office/", "/audit/"]
)
def test_another_name_is_refused_with_a_sentence(scene: Scene, host: str, path: str) -> None:
    assert asked(scene, PUBLIC, host, path) == (421, True)


@pytest.mark.parametrize(
    "path", ["/en/receipt", "/en/report", "/en/cases/meridian/take-part", "/en/receipt/files"]
)
def test_no_form_is_taken_under_another_name(scene: Scene, path: str) -> None:
    app = create_app(scene.desk, FakeWaker(), WebSettings(secret=b"s"))
    client = TestClient(app, HERE, raise_server_exceptions=False)
    answer = client.post(path, data={"text-Q1": "x"}, headers={"Host": "evil.example"})
    assert (answer.status_code, SAYS in answer.text) == (421, True)
    assert scene.dossier().submissions == []


def test_the_sentence_is_in_the_readers_language(scene: Scene) -> None:
    app = create_app(scene.desk, FakeWaker(), PUBLIC)
    answer = TestClient(app, HERE).get("/ar/", headers={"Host": "evil.example"})
    assert "هذا النظام غير معروف بالاسم" in answer.text


def test_the_names_come_from_the_settings_and_from_the_socket(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, {"VETTING_HOSTS": "Inside.example, abc.onion"})
    assert settings.hosts == {"inside.example", "abc.onion"}
    with socket.create_server(("127.0.0.1", 0)) as listening:
        web = read_web_settings(settings, listening)
    assert web.hosts == {"inside.example", "abc.onion", "127.0.0.1"}
    with socket.create_server(("0.0.0.0", 0)) as listening:  # noqa: S104 - every address of the machine
        assert read_web_settings(Settings(tmp_path), listening).hosts == frozenset()
