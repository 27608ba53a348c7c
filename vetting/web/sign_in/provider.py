"""The office's sign-in provider: OpenID Connect's code flow with PKCE, a state and a nonce.

State, nonce and verifier are stamped from one random number and the browser's mark, so nothing is stored
between the two legs, and an answer holds only in the browser that asked, within ten minutes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import httpx2 as httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from vetting.domain.accounts import FRESH
from vetting.domain.errors import EnvironmentFault, Refusal, Refused
from vetting.usecases.desk import Desk
from vetting.web.settings import OidcSettings, is_loopback

TEN_MINUTES = timedelta(minutes=10)
SECONDS = 10.0  # for an answer of the provider
LEEWAY = 60  # seconds that two clocks may differ
ENDS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
"""The addresses without which nobody can sign in, as the provider's description names them."""

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]


@dataclass(frozen=True)
class Question:
    """One sending of a browser to the provider."""

    number: str
    asked_at: datetime
    next: str
    again: bool  # the person shall prove anew who they are
    begun: str
    stamp: str

    @classmethod
    def ask(cls, desk: Desk, begun: str, wanted: str, *, again: bool) -> "Question":
        """A new one."""
        number, now = f"{desk.stamps.draw(128):032x}", desk.clock.now().replace(microsecond=0)
        return cls(
            number,
            now,
            wanted,
            again,
            begun,
            desk.stamps.stamp(_text(number, str(int(now.timestamp())), wanted, begun, again=again)),
        )

    @classmethod
    def of_state(cls, desk: Desk, begun: str, state: str) -> "Question":
        """The one that a state came from; raises ``Refused`` where it is not this browser's, or too old."""
        number, _, rest = state.partition(".")
        seconds, _, rest = rest.partition(".")
        again, _, rest = rest.partition(".")
        stamp, _, wanted = rest.partition(".")
        text = _text(number, seconds, wanted, begun, again=again == "1")
        if not begun or not desk.stamps.is_ours(text, stamp):
            raise Refused(Refusal("sign_in_interrupted"))
        asked_at = datetime.fromtimestamp(int(seconds), UTC)  # as stamped here
        if desk.clock.now() - asked_at > TEN_MINUTES:
            raise Refused(Refusal("sign_in_interrupted"))
        return cls(number, asked_at, wanted, again == "1", begun, stamp)

    @property
    def state(self) -> str:
        """What the provider sends back."""
        seconds = int(self.asked_at.timestamp())
        return f"{self.number}.{seconds}.{int(self.again)}.{self.stamp}.{self.next}"


@dataclass(frozen=True)
class Proven:
    """Who it is, in the provider's word, and when they proved it there."""

    subject: str
    at: datetime


class Provider:
    """The provider as its discovery document describes it."""

    def __init__(self, settings: OidcSettings, desk: Desk) -> None:
        issuer = urlsplit(settings.issuer)
        if issuer.scheme != "https" and not is_loopback(issuer.hostname or ""):
            raise EnvironmentFault(
                "The sign-in provider's address begins with https://, except on this machine."
            )
        self._settings = settings
        self._desk = desk

    def address(self, question: Question, back: str) -> str:
        """Where to send the browser."""
        extra = {"prompt": "login", "max_age": "0"} if question.again else {}
        with self._client(back) as client:
            address, _ = client.create_authorization_url(
                self._metadata["authorization_endpoint"],
                state=question.state,
                nonce=self._derived("nonce", question),
                code_verifier=self._derived("verifier", question),
                **extra,
            )
        return str(address)

    def prove(self, question: Question, code: str, back: str) -> Proven:
        """Who came back with this code; raises ``Refused`` where the provider's word does not hold."""
        try:
            with self._client(back) as client:
                answer = client.fetch_token(
                    self._metadata["token_endpoint"],
                    code=code,
                    code_verifier=self._derived("verifier", question),
                )
            claims = self._claims(answer["id_token"], question)
        except (
            AuthlibBaseError,
            JoseError,
            httpx.HTTPError,
            httpx.InvalidURL,
            KeyError,
            ValueError,
        ) as error:
            raise Refused(Refusal("sign_in_interrupted")) from error
        return Proven(str(claims["sub"]), self._proven_at(claims, question))

    def _proven_at(self, claims: CodeIDToken, question: Question) -> datetime:
        now, auth_time = self._desk.clock.now(), claims.get("auth_time")
        if isinstance(auth_time, int) and 0 < auth_time <= now.timestamp() + LEEWAY:
            return min(now, datetime.fromtimestamp(auth_time, UTC))
        is_new = question.again and auth_time is None
        return now if is_new else now - 2 * FRESH  # a session there may be hours old

    def _claims(self, id_token: str, question: Question) -> CodeIDToken:
        decoded = jwt.decode(id_token, self._keys(), ALGORITHMS)
        rules = {
            "iss": {"essential": True, "value": self._settings.issuer},
            "aud": {"essential": True, "value": self._settings.client_id},
            "sub": {"essential": True},
        }
        params = {"nonce": self._derived("nonce", question), "client_id": self._settings.client_id}
        claims = CodeIDToken(decoded.claims, decoded.header, rules, params)
        claims.validate(now=int(self._desk.clock.now().timestamp()), leeway=LEEWAY)
        return claims

    def _keys(self) -> KeySet:
        """The provider's keys, read anew each time, since it changes them."""
        keys: Any = _get(self._metadata["jwks_uri"])
        try:
            return KeySet.import_key_set(keys)
        except (JoseError, LookupError, ValueError, TypeError, AttributeError) as error:
            raise Refused(Refusal("provider_unreachable")) from error

    @cached_property
    def _metadata(self) -> dict[str, Any]:
        return read_description(self._settings.issuer)

    def _client(self, back: str) -> OAuth2Client:
        return OAuth2Client(
            self._settings.client_id,
            self._settings.client_secret,
            scope="openid",
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=SECONDS,
        )

    def _derived(self, what: str, question: Question) -> str:
        return self._desk.stamps.stamp(f"oidc|{what}|{question.state}|{question.begun}")


def read_description(issuer: str) -> dict[str, Any]:
    """What a provider says of itself; refused where it does not answer, or lacks what signing in needs."""
    found = _get(issuer.rstrip("/") + "/.well-known/openid-configuration")
    has_ends = all(_is_address(found.get(one)) for one in ENDS)
    if found.get("issuer") != issuer or not has_ends:
        raise Refused(Refusal("provider_unreachable"))
    return found


def _is_address(said: object) -> bool:
    """Whether it is a text that can be asked as an address."""
    try:
        return isinstance(said, str) and bool(urlsplit(said).hostname and httpx.URL(said).host)
    except (httpx.InvalidURL, ValueError):
        return False


def _get(address: str) -> dict[str, Any]:
    try:
        found = httpx.get(address, timeout=SECONDS).raise_for_status().json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise Refused(Refusal("provider_unreachable")) from error
    if not isinstance(found, dict):
        raise Refused(Refusal("provider_unreachable"))
    return found


def _text(number: str, seconds: str, wanted: str, begun: str, *, again: bool) -> str:
    return f"oidc|state|{number}|{seconds}|{int(again)}|{begun}|{wanted}"
