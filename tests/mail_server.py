"""A mail server in this process, on a port that is its own from the beginning, with all the time it needs to start."""

from collections.abc import Coroutine
from typing import Any

from aiosmtpd.controller import Controller

from vetting.adapters.addresses import LOOPBACK, listen_on

PATIENCE = 240.0


class MailServer(Controller):
    """Gives what is sent to its handler."""

    def __init__(self, handler: object) -> None:
        self._listening = listen_on(LOOPBACK, 0)
        port = self._listening.getsockname()[1]
        super().__init__(handler, hostname=LOOPBACK, port=port, ready_timeout=PATIENCE)

    def _create_server(self) -> Coroutine[Any, Any, Any]:
        return self.loop.create_server(self._factory_invoker, sock=self._listening)
