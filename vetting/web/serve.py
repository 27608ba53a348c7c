"""Serving the application on a socket that is open already, so that a restart turns nobody away."""

import ipaddress
import logging
import socket

import uvicorn

from vetting.bootstrap import web_secret
from vetting.settings import Settings
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Dispatcher
from vetting.web.app import create_app
from vetting.web.settings import WebSettings

STOP_SECONDS = 5


def serve(desk: Desk, dispatcher: Dispatcher, settings: Settings, listening: socket.socket) -> None:
    """Serve until a signal; requests in hand are finished first.

    No line is written for a request: it would hold who asked for what.
    """
    app = create_app(desk, dispatcher, read_web_settings(settings, listening))
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
        lifespan="off",
    )
    uvicorn.Server(config).run(sockets=[listening])


def read_web_settings(settings: Settings, listening: socket.socket) -> WebSettings:
    """What the pages are told: passwords only where nobody but this machine can reach them."""
    return WebSettings(
        secret=web_secret(settings),
        address=settings.address,
        local_accounts=is_loopback(str(listening.getsockname()[0])) and not settings.address,
    )


def is_loopback(host: str) -> bool:
    """Whether an address is of this machine alone."""
    return ipaddress.ip_address(host).is_loopback
