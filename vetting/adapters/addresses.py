"""Addresses on this machine: the socket that a server listens on, free ports, and who answers."""

import errno
import http.client
import secrets
import socket
import urllib.error
import urllib.request

from vetting.domain.errors import EnvironmentFault

BACKLOG = 2048
LOOPBACK = "127.0.0.1"
SERVED_PORTS = range(12000, 32000)  # below those that the machine gives to outgoing connections
TRIES = 100


def listen_on(host: str, port: int) -> socket.socket:
    """A socket that listens there; raises ``EnvironmentFault`` with what stands in the way."""
    family, address = _resolve(host, port)
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise EnvironmentFault(_sentence_of(error, host, port)) from error
    return listening


def free_port() -> int:
    """A port of the loopback address that nobody listens on now, and that no outgoing connection takes meanwhile."""
    for port in secrets.SystemRandom().sample(SERVED_PORTS, TRIES):
        if _is_free(port):
            return port
    raise EnvironmentFault(
        f"No port of {LOOPBACK} is free. Stop what listens there, or give one with --port."
    )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def answers(url: str, seconds: float = 2.0) -> bool:
    """Whether a GET of this address is answered with 200."""
    try:
        with urllib.request.urlopen(url, timeout=seconds) as answer:  # noqa: S310 - our own address
            return bool(answer.status == http.HTTPStatus.OK)
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError):
        return False


def _resolve(host: str, port: int) -> tuple[socket.AddressFamily, tuple[str, int]]:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise EnvironmentFault(_no_address(host)) from error
    return family, (str(address[0]), int(address[1]))


def _sentence_of(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} of {host} is in use by another program. Stop that one, or give another with --port."
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return _no_address(host)
    if error.errno == errno.EACCES:
        return f"Port {port} may be used by the administrator alone. Give one above 1023 with --port."
    return f"Nothing can listen on {host}, port {port}: {error.strerror or error}."


def _no_address(host: str) -> str:
    return f"{host} is no address of this machine. Give one that is with --host, such as {LOOPBACK}."
