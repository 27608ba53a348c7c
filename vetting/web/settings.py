"""What an instance's web is told at its start."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

SURFACES = ("public", "office", "audit", "api")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class OidcSettings:
    """The provider that staff sign in with."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True)
class WebSettings:
    """Which surfaces this process serves, under which address, and its limits."""

    secret: bytes = field(
        repr=False
    )  # signs the tokens of forms; kept in the home, so that a restart voids none
    surfaces: frozenset[str] = frozenset(SURFACES)
    address: str = (
        ""  # https://vetting.example.org: for links in feeds and mail; without it they are relative
    )
    hosts: frozenset[str] = frozenset()  # further names under which readers come, without a port
    local_accounts: bool = True  # passwords; only for an address on this machine
    oidc: OidcSettings | None = None
    body_limit: int = 2 * MEGABYTE
    upload_limit: int = 26 * MEGABYTE  # of a route that takes files (frame.takes_files)

    def is_known(self, host: str) -> bool:
        """Whether a reader may come under this name: that of the address, another that was set, or this machine."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return is_loopback(name) or name in self.hosts | {urlsplit(self.address).hostname}

    @property
    def https(self) -> bool:
        """Whether readers come over TLS, so that cookies may say so."""
        return self.address.startswith("https://")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine and nothing else."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
