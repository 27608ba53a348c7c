"""Where a server listens, what stands in its way, and who answers."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from vetting.adapters import addresses
from vetting.adapters.addresses import SERVED_PORTS, answers, free_port, listen_on
from vetting.domain.errors import EnvironmentFault


def why_not(host: str, port: int) -> str:
    with pytest.raises(EnvironmentFault) as raised:
        listen_on(host, port)
    return str(raised.value)


def test_a_socket_listens_where_it_is_told() -> None:
    with listen_on("127.0.0.1", 0) as listening:
        assert listening.getsockname()[1] > 0
        socket.create_connection(listening.getsockname()).close()


def test_a_port_in_use_is_said_with_what_to_do() -> None:
    with listen_on("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        assert why_not("127.0.0.1", port) == (
            f"Port {port} of 127.0.0.1 is in use by another program. "
            "Stop that one, or give another with --port."
        )


def test_an_address_of_another_machine_is_said() -> None:
    sentence = "192.0.2.1 is no address of this machine. Give one that is with --host, such as 127.0.0.1."
    assert why_not("192.0.2.1", 0) == sentence


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            PermissionError(13, "Permission denied"),
            "Port 80 may be used by the administrator alone. Give one above 1023 with --port.",
        ),
        (OSError(105, "No buffer space"), "Nothing can listen on 127.0.0.1, port 80: No buffer space."),
    ],
)
def test_what_else_stands_in_the_way_is_said(
    monkeypatch: pytest.MonkeyPatch, error: OSError, sentence: str
) -> None:
    monkeypatch.setattr("socket.socket", lambda *_: Refusing(error))
    assert why_not("127.0.0.1", 80) == sentence


def test_a_name_that_means_nothing_is_said() -> None:
    assert why_not("no such host", 1).startswith("no such host is no address of this machine.")


def test_a_free_port_is_one_that_no_outgoing_connection_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    assert free_port() in SERVED_PORTS
    with listen_on("127.0.0.1", 0) as listening:
        taken = listening.getsockname()[1]
        monkeypatch.setattr(addresses, "SERVED_PORTS", [taken])
        monkeypatch.setattr(addresses, "TRIES", 1)
        with pytest.raises(EnvironmentFault) as raised:
            free_port()
    assert (
        str(raised.value) == "No port of 127.0.0.1 is free. Stop what listens there, or give one with --port."
    )


class Refusing:
    """A socket that cannot be bound."""

    def __init__(self, error: OSError) -> None:
        self._error = error

    def bind(self, _: object) -> None:
        raise self._error

    def setsockopt(self, *_: int) -> None:
        """Take any option."""

    def close(self) -> None:
        """Nothing to close."""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/well" else 500)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class names it
        """Say nothing."""


def test_only_a_good_answer_is_an_answer() -> None:
    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    assert [answers(f"{address}/{path}", 240) for path in ("well", "ill")] == [True, False]
    server.shutdown()
    server.server_close()
    assert not answers(f"http://127.0.0.1:{free_port()}/well")
    assert not answers("no address at all")
