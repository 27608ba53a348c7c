"""Serving the application on a socket that is open already, so that a restart turns nobody away."""

import ipaddress
import logging
import socket

import uvicorn

from vetting.bootstrap import web_secret
from vetting.domain.errors import EnvironmentFault
from vetting.settings import Settings
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Waker
from vetting.web.app import create_app
from vetting.web.settings import OidcSettings, WebSettings, is_loopback

STOP_SECONDS = 5


def serve(desk: Desk, waker: Waker, settings: Settings, listening: socket.socket) -> None:
    """Serve until a signal; requests in hand are finished first.

    No line is written for a request: it would hold who asked for what.
    """
    app = create_app(desk, waker, read_web_settings(settings, listening))
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
        hosts=settings.hosts | _listened_on(listening),
        local_accounts=is_loopback(str(listening.getsockname()[0])) and not settings.address,
        oidc=_provider(settings),
    )


def _listened_on(listening: socket.socket) -> frozenset[str]:
    """The address of the socket, unless it is every address of the machine."""
    host = str(listening.getsockname()[0])
    return frozenset() if ipaddress.ip_address(host).is_unspecified else frozenset({host})


def _provider(settings: Settings) -> OidcSettings | None:
    if not settings.sign_in_issuer:
        return None
    if not settings.sign_in_client or settings.sign_in_secret_file is None:
        raise EnvironmentFault(
            "Signing in with a provider needs VETTING_SIGN_IN_CLIENT and VETTING_SIGN_IN_SECRET_FILE as well."
        )
    try:
        secret = settings.sign_in_secret_file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise EnvironmentFault(
            f"{settings.sign_in_secret_file} cannot be read. Check VETTING_SIGN_IN_SECRET_FILE."
        ) from error
    return OidcSettings(settings.sign_in_issuer, settings.sign_in_client, secret)
