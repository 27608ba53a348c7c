"""Lists of a home: versions, failures that are remembered, and updates from a publisher."""

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vetting.adapters.list_download import ListDownload
from vetting.adapters.list_folder import ListFolder
from vetting.adapters.publishers import PUBLISHERS
from vetting.cli.screening import lists_app
from vetting.domain.errors import BadInput, EnvironmentFault, NotFound
from vetting.screening.score import Query
from vetting.usecases.listing import (
    DownloadFailed,
    Publisher,
    find_list_faults,
    load_lists,
    update_list,
)

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
TODAY = date(2026, 3, 1)
LINE = b'{"id": "a", "schema": "Person", "properties": {"name": ["Anna Example"]}}\n'
OTHER = b'{"id": "b", "schema": "Person", "properties": {"name": ["Boris Primer"]}}\n'


@pytest.fixture
def store(tmp_path: Path) -> ListFolder:
    return ListFolder(tmp_path / "lists")


def names_in(store: ListFolder, name: str) -> list[str]:
    return [one.name for one in store.open_index().find_candidates(Query(name), 5)]


def test_a_loaded_list_is_kept_indexed_and_in_use(store: ListFolder, tmp_path: Path) -> None:
    (loaded,) = load_lists(store, {"small-2026-02-27.json": LINE}, AT, dated=date(2026, 2, 27))
    (state,) = store.states()
    assert state.manifest == loaded.manifest
    assert (state.manifest.source, state.manifest.list_date) == ("small", "2026-02-27")
    assert (state.loaded_at, state.failure) == ("2026-03-01T09:00:00Z", "")
    kept = tmp_path / "lists" / "small" / loaded.manifest.sha256 / "files" / "small-2026-02-27.json"
    assert kept.read_bytes() == LINE
    assert names_in(store, "Anna Example") == ["Anna Example"]
    assert find_list_faults(store.states(), TODAY) == []


def test_a_newer_version_takes_the_place_of_the_older_which_stays_on_disk(
    store: ListFolder, tmp_path: Path
) -> None:
    load_lists(store, {"small.json": LINE}, AT)
    load_lists(store, {"small.json": OTHER}, AT)
    assert names_in(store, "Anna Example") == []
    assert names_in(store, "Boris Primer") == ["Boris Primer"]
    assert len(list((tmp_path / "lists" / "small").iterdir())) == 2


def test_lists_that_are_loaded_at_once_are_all_in_use_afterwards(tmp_path: Path) -> None:
    def load(number: int) -> None:
        load_lists(ListFolder(tmp_path / "lists"), {f"list-{number}.json": LINE}, AT, dated=TODAY)

    with ThreadPoolExecutor(4) as together:
        list(together.map(load, range(8)))
    states = ListFolder(tmp_path / "lists").states()
    assert [one.manifest.source for one in states] == [f"list-{number}" for number in range(8)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{}", "The list small is empty: nothing was screened."),
        (LINE + b'{"id"', "The list small ends in the middle: what is missing was not screened."),
    ],
)
def test_an_empty_or_broken_list_is_not_put_in_use_and_is_remembered(
    store: ListFolder, content: bytes, why: str
) -> None:
    load_lists(store, {"small.json": LINE}, AT, dated=TODAY)
    load_lists(store, {"small.json": content}, AT)
    assert names_in(store, "Anna Example") == ["Anna Example"]
    assert find_list_faults(store.states(), TODAY) == [why]


def _many(count: int) -> bytes:
    one = '{{"id": "{0}", "schema": "Person", "properties": {{"name": ["Anna Example {0}"]}}}}'
    return "\n".join(one.format(number) for number in range(count)).encode()


SHRANK = (
    "The list long shrank from 100 to 79 parties without an explanation. "
    "The one before stays in use; if it is right, load it with --smaller."
)


def test_a_list_that_shrank_is_not_put_in_use_until_somebody_says_that_it_is_right(store: ListFolder) -> None:
    load_lists(store, {"long.json": _many(100)}, AT, dated=TODAY)
    load_lists(store, {"long.json": _many(79)}, AT, dated=TODAY)
    assert (store.states()[0].manifest.entities, find_list_faults(store.states(), TODAY)) == (100, [SHRANK])
    load_lists(store, {"long.json": _many(79)}, AT, dated=TODAY, smaller=True)
    assert (store.states()[0].manifest.entities, find_list_faults(store.states(), TODAY)) == (79, [])


@pytest.mark.parametrize(("before", "after"), [(100, 90), (100, 81), (22, 3), (1, 1), (3, 500), (1000, 900)])
def test_a_list_may_lose_a_few_parties_or_a_tenth(store: ListFolder, before: int, after: int) -> None:
    for count in (before, after):
        load_lists(store, {"long.json": _many(count)}, AT, dated=TODAY)
    assert (store.states()[0].manifest.entities, find_list_faults(store.states(), TODAY)) == (after, [])


def test_a_list_that_lost_more_than_could_be_read_proves_nothing(store: ListFolder) -> None:
    load_lists(store, {"small.json": LINE + b"7\n8\n"}, AT, dated=TODAY)
    assert find_list_faults(store.states(), TODAY) == [
        "The list small lost more entries (2) than could be read (1)."
    ]


@pytest.mark.parametrize(("day", "is_fault"), [(date(2026, 3, 2), False), (date(2026, 3, 3), True)])
def test_a_list_dated_in_days_to_come_never_counts_as_fresh(
    store: ListFolder, day: date, *, is_fault: bool
) -> None:
    load_lists(store, {"small.json": LINE}, AT, dated=day)
    told = f"The list small is dated {day}, a day that has not come: its age is not known."
    assert find_list_faults(store.states(), TODAY) == ([told] if is_fault else [])


@pytest.mark.parametrize("content", [b"\r", b"a\rb,c\rd", b"\x89PNG\r\n\x1a\n", b"\x00\r\x00", b'"a\r\n'])
def test_a_file_that_is_no_list_is_named_and_is_no_fault_of_the_program(
    store: ListFolder, content: bytes
) -> None:
    load_lists(store, {"odd.csv": content}, AT, dated=TODAY)
    assert find_list_faults(store.states(), TODAY) == ["The list odd is empty: nothing was screened."]


def test_a_list_of_which_no_version_was_ever_good_is_named(store: ListFolder) -> None:
    load_lists(store, {"small.json": b"{}"}, AT)
    assert find_list_faults(store.states(), TODAY) == ["The list small is empty: nothing was screened."]


def test_a_stale_list_an_undated_list_and_no_list_are_faults(store: ListFolder) -> None:
    assert find_list_faults(store.states(), TODAY)[0].startswith("No list is loaded")
    load_lists(store, {"old.json": LINE}, AT, dated=date(2026, 2, 1))
    load_lists(store, {"undated.json": LINE}, AT)
    assert find_list_faults(store.states(), TODAY) == [
        "The list old is 28 days old; at most 7 are allowed.",
        "The list undated has no date: its age is not known.",
    ]


def test_loading_nothing_and_searching_where_nothing_was_loaded_are_refused(store: ListFolder) -> None:
    with pytest.raises(BadInput):
        load_lists(store, {}, AT)
    with pytest.raises(EnvironmentFault):
        store.open_index()


class _Publisher(BaseHTTPRequestHandler):
    """Gives what each path asks for, well or badly."""

    def do_GET(self) -> None:
        if self.path == "/moved":
            self._answer(302, b"", {"Location": "/small.json"})
        elif self.path == "/unsafe":
            self._answer(302, b"", {"Location": "http://example.org/small.json"})
        elif self.path == "/page":
            self._answer(200, b"<html></html>", {"Content-Type": "text/html"})
        elif self.path == "/half":
            self._answer(200, LINE, {"Content-Length": str(len(LINE) + 10)})
        elif self.path == "/empty":
            self._answer(200, b"")
        elif self.path == "/gone":
            self._answer(404, b"")
        else:
            changed = "Sat, 28 Feb 2026 10:00:00 GMT" if self.path == "/small.json" else "some day"
            self._answer(200, LINE, {"Last-Modified": changed})

    def _answer(self, code: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        told = {"Content-Type": "application/json", "Content-Length": str(len(content))}
        for name, value in {**told, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Publisher) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def a_publisher(*addresses: str) -> Publisher:
    return Publisher("small", addresses, ("json",))


def test_an_update_follows_redirects_and_dates_the_list_by_its_last_change(
    store: ListFolder, address: str
) -> None:
    here = a_publisher(f"{address}/moved")
    assert update_list(store, ListDownload(), here, AT) == "updated"
    assert update_list(store, ListDownload(), here, AT) == "unchanged"
    (state,) = store.states()
    assert (state.manifest.source, state.manifest.list_date, state.failure) == ("small", "2026-02-28", "")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/half", "the answer was broken off."),
        ("/page", "gave text/html instead of json."),
        ("/empty", "gave 0 bytes."),
        ("/gone", "answered 404."),
        ("/unsafe", "only https is used for lists."),
    ],
)
def test_a_bad_answer_is_remembered_and_the_version_in_use_stays(
    store: ListFolder, address: str, path: str, why: str
) -> None:
    update_list(store, ListDownload(), a_publisher(f"{address}/small.json"), AT)
    said = update_list(store, ListDownload(), a_publisher(f"{address}{path}"), AT)
    assert said.endswith(why)
    assert names_in(store, "Anna Example") == ["Anna Example"]
    (fault,) = find_list_faults(store.states(), TODAY)
    assert fault.startswith("The list small could not be updated.")
    assert update_list(store, ListDownload(), a_publisher(f"{address}/small.json"), AT) == "unchanged"
    assert find_list_faults(store.states(), TODAY) == []


def test_files_that_do_not_belong_together_are_no_list(store: ListFolder, address: str) -> None:
    here = a_publisher(f"{address}/small.json", f"{address}/undated.json")
    assert "do not belong together" in update_list(store, ListDownload(), here, AT)


def test_an_address_that_does_not_answer_or_uses_no_tls_fails() -> None:
    with pytest.raises(DownloadFailed):
        ListDownload().fetch("http://127.0.0.1:9/none", ("json",))
    with pytest.raises(DownloadFailed, match="only https"):
        ListDownload().fetch("ftp://example.org/list", ("json",))


def test_lists_are_updated_from_the_addresses_that_the_office_set(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    everyones = "".join(f"{name}: off\n" for name in PUBLISHERS)
    own = f"{everyones}small:\n  addresses: [{address}/small.json]\n  layout: ftm-json\n"
    (home / "lists.yaml").write_text(f"{own}gone:\n  addresses: ['{address}/gone']\n", encoding="utf-8")
    said = CliRunner().invoke(lists_app, ["update", "--home", str(home)])
    assert (said.exit_code, said.stdout) == (1, f"small: updated\ngone: {address}/gone: answered 404.\n")
    (tmp_path / "elsewhere.yaml").write_text(own, encoding="utf-8")
    monkeypatch.setenv("VETTING_LISTS", str(tmp_path / "elsewhere.yaml"))
    again = CliRunner().invoke(lists_app, ["update", "--home", str(home)])
    assert (again.exit_code, again.stdout) == (0, "small: unchanged\n")


def test_a_version_gives_the_hash_of_what_is_compared_of_each_party(store: ListFolder) -> None:
    (first,) = load_lists(store, {"small.json": LINE + OTHER}, AT)
    changed = LINE.replace(b"Anna", b"Hanna") + OTHER
    (second,) = load_lists(store, {"small.json": changed}, AT)
    old, new = (store.hashes("small", one.manifest.sha256) for one in (first, second))
    assert (sorted(old), sorted(new)) == (["a", "b"], ["a", "b"])
    assert (old["a"] == new["a"], old["b"] == new["b"]) == (False, True)


def test_the_hashes_of_a_version_are_made_where_they_are_missing(store: ListFolder, tmp_path: Path) -> None:
    (loaded,) = load_lists(store, {"small.json": LINE}, AT)
    (kept,) = (tmp_path / "lists").rglob("hashes-1.json")
    known = store.hashes("small", loaded.manifest.sha256)
    kept.unlink()
    assert ListFolder(tmp_path / "lists").hashes("small", loaded.manifest.sha256) == known


@pytest.mark.parametrize("version", ["", "0" * 64])
def test_a_version_that_is_not_there_has_no_hashes(store: ListFolder, version: str) -> None:
    load_lists(store, {"small.json": LINE}, AT)
    with pytest.raises(NotFound):
        store.hashes("small", version)


def test_an_index_that_was_cleared_away_is_made_again(store: ListFolder, tmp_path: Path) -> None:
    load_lists(store, {"small.json": LINE}, AT)
    shutil.rmtree(tmp_path / "lists" / "index")
    assert names_in(store, "Anna Example") == ["Anna Example"]


def test_two_lists_may_have_a_party_of_one_id(store: ListFolder) -> None:
    other = OTHER.replace(b'"b"', b'"a"')
    load_lists(store, {"one.json": LINE, "two.json": other}, AT)
    index = store.open_index()
    assert [index.get_entity("a", source).caption for source in ("one", "two")] == [
        "Anna Example",
        "Boris Primer",
    ]
    assert {one.source for one in index.find_candidates(Query("Anna Example"), 5)} == {"one"}
    with pytest.raises(NotFound):
        index.get_entity("a", "three")


def test_a_list_that_could_never_be_loaded_can_be_struck_out(store: ListFolder) -> None:
    load_lists(store, {"small.json": LINE}, AT, dated=TODAY)
    load_lists(store, {"wrong.json": b"{}"}, AT)
    assert len(find_list_faults(store.states(), TODAY)) == 1
    store.forget("wrong")
    assert [one.manifest.source for one in store.states()] == ["small"]
    assert find_list_faults(store.states(), TODAY) == []


def test_a_list_in_use_is_not_struck_out_even_where_its_last_load_failed(store: ListFolder) -> None:
    load_lists(store, {"small.json": LINE}, AT, dated=TODAY)
    load_lists(store, {"small.json": b"{}"}, AT)
    before = store.states()
    with pytest.raises(BadInput) as raised:
        store.forget("small")
    assert str(raised.value) == (
        "small: is in use: cases were screened against it. A list in use is replaced by loading a newer one under its name."
    )
    assert store.states() == before


def test_a_list_that_nobody_loaded_cannot_be_struck_out(store: ListFolder) -> None:
    with pytest.raises(NotFound):
        store.forget("../small")
