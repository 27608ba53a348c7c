"""``vetting up``, ``web`` and ``runner``: the running system, whole or by its parts."""

import signal
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vetting.cli.options import Engine, HomeOption

if TYPE_CHECKING:
    import socket

    from vetting.adapters.run_folder import RunFolder
    from vetting.adapters.runner import Runner
    from vetting.adapters.supervisor import Part
    from vetting.settings import Settings
    from vetting.usecases.advance import Dispatcher
    from vetting.usecases.desk import Desk

PORT = 8480
HostOption = Annotated[str, typer.Option("--host", help="The address to listen on.")]
PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")]
RunEngineOption = Annotated[
    Engine, typer.Option("--engine", help="What runs the stages; direct starts no Prefect.")
]


def up(
    home: HomeOption = None,
    host: HostOption = "127.0.0.1",
    port: PortOption = PORT,
    engine: RunEngineOption = Engine.PREFECT,
) -> None:
    """Run the system: pages, runner and Prefect's server, until it is stopped."""
    from vetting.settings import read_settings

    raise typer.Exit(run_system(read_settings(home), host, port, engine))


def run_system(settings: "Settings", host: str, port: int, engine: Engine) -> int:
    """Run the system on a home until it is stopped; the exit code."""
    from vetting.adapters.addresses import listen_on
    from vetting.adapters.logs import set_up_logs
    from vetting.adapters.run_folder import RunFolder
    from vetting.adapters.supervisor import Supervisor

    set_up_logs("up", as_json=settings.logs_as_json)
    if not settings.home.exists():  # a port that is refused leaves no home behind
        listen_on(host, port).close()
    folder = RunFolder(settings.home)
    with folder.held(), listen_on(host, port) as listening:
        address = _address_of(listening)
        prefect = _prefect_api() if engine is Engine.PREFECT else None
        parts = _parts(settings, folder, listening, address, prefect)
        tell = _Teller(folder, address, prefect)
        supervisor = Supervisor(parts, tell)
        supervisor.stop_on_signals()
        return supervisor.run(lambda: _say_addresses(settings.address or address))


def web(
    home: HomeOption = None,
    host: HostOption = "127.0.0.1",
    port: PortOption = PORT,
    descriptor: Annotated[int | None, typer.Option("--fd", hidden=True)] = None,
) -> None:
    """Serve the pages alone; 'vetting up' does this and the rest."""
    import socket

    from vetting.adapters.addresses import listen_on
    from vetting.adapters.logs import set_up_logs
    from vetting.adapters.run_folder import PipeWaker
    from vetting.bootstrap import open_desk
    from vetting.settings import read_settings
    from vetting.web.serve import serve

    settings = read_settings(home)
    set_up_logs("web", as_json=settings.logs_as_json)
    listening = listen_on(host, port) if descriptor is None else socket.socket(fileno=descriptor)
    serve(open_desk(settings), PipeWaker(settings.home), settings, listening)


def runner(
    home: HomeOption = None,
    prefect: Annotated[
        str | None, typer.Option("--prefect", help="The API address of a Prefect server.")
    ] = None,
) -> None:
    """Advance what is due alone, with the chores between; 'vetting up' does this and the rest."""
    from vetting.adapters.logs import set_up_logs
    from vetting.adapters.run_folder import RunFolder
    from vetting.adapters.runner import Pulse
    from vetting.bootstrap import open_desk
    from vetting.settings import read_settings

    settings = read_settings(home)
    set_up_logs("runner", as_json=settings.logs_as_json)
    desk = open_desk(settings)
    dispatcher, engine = _dispatcher(desk, settings, prefect)
    running = _make_runner(desk, settings, dispatcher)
    folder = RunFolder(settings.home)
    listener = folder.listen()

    def stop(*_: object) -> None:
        running.stop()
        folder.wake()  # it may be waiting

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    running.run(listener, Pulse(folder.pulse, engine))
    listener.close()


def _dispatcher(
    desk: "Desk", settings: "Settings", prefect: str | None
) -> "tuple[Dispatcher, Callable[[], str]]":
    """What advances cases, and what says by which engine it would now."""
    if prefect is None:
        from vetting.usecases.advance import DirectDispatcher

        return DirectDispatcher(desk), _direct
    from flows.served import ServedDispatcher

    served = ServedDispatcher(desk, settings.home, prefect)
    return served, served.engine


def _make_runner(desk: "Desk", settings: "Settings", dispatcher: "Dispatcher") -> "Runner":
    from datetime import timedelta

    from vetting.adapters.runner import Runner
    from vetting.bootstrap import open_post, writers
    from vetting.usecases.chores import every, hour_chores, minute_chores, rendering_chore

    hourly = {name: every(timedelta(hours=1), chore) for name, chore in hour_chores(desk).items()}
    minutely = minute_chores(desk, open_post(settings)) | rendering_chore(desk, writers)
    return Runner(desk, dispatcher, minutely | hourly)


def _direct() -> str:
    return Engine.DIRECT.value


def _parts(
    settings: "Settings",
    folder: "RunFolder",
    listening: "socket.socket",
    address: str,
    prefect: str | None,
) -> "list[Part]":
    """The pages first, since people wait for them; then the runner; Prefect's server takes longest."""
    from vetting.adapters.addresses import answers
    from vetting.adapters.supervisor import Part

    descriptor = listening.fileno()
    home = ["--home", str(settings.home)]
    folder.pulse.unlink(missing_ok=True)
    parts = [
        Part(
            "web",
            _command("web", *home, "--fd", str(descriptor)),
            lambda: answers(f"{address}/healthz", 1.0),
            inherited=[descriptor],
        ),
        Part(
            "runner",
            _command("runner", *home, *(["--prefect", prefect] if prefect else [])),
            folder.pulse.exists,
            needs="web",
        ),
    ]
    return parts if prefect is None else [*parts, _prefect_part(settings, prefect)]


def _prefect_part(settings: "Settings", api: str) -> "Part":
    from flows.dispatch import server_command
    from flows.environment import quiet_environment
    from vetting.adapters.addresses import answers
    from vetting.adapters.supervisor import Part

    port = int(api.rsplit(":", 1)[1].partition("/")[0])
    return Part(
        "prefect",
        server_command(port),
        lambda: answers(f"{api}/health", 0.3),
        needs="runner",
        environment=quiet_environment(settings.home, api),
        log=settings.home / "prefect" / "server.log",
        is_essential=False,
    )


def _command(*words: str) -> Sequence[str]:
    return [sys.executable, "-m", "vetting", *words]


def _prefect_api() -> str:
    from vetting.adapters.addresses import free_port

    return f"http://127.0.0.1:{free_port()}/api"


def _address_of(listening: "socket.socket") -> str:
    host, port = listening.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}"


def _say_addresses(address: str) -> None:
    """The readiness line: the three addresses."""
    typer.echo(f"public {address}/  office {address}/office/  audit {address}/audit/")
    sys.stdout.flush()


class _Teller:
    """Keeps the file that 'vetting status' reads."""

    def __init__(self, folder: "RunFolder", address: str, prefect: str | None) -> None:
        import os

        from vetting.adapters.clock import SystemClock

        self._folder = folder
        self._said = {
            "pid": os.getpid(),
            "since": SystemClock().now().isoformat(timespec="seconds"),
            "address": address,
            "prefect": prefect,
        }
        self({})

    def __call__(self, parts: Any) -> None:
        """Say how the parts stand."""
        self._folder.write_state({**self._said, "parts": parts or []})
