"""Applications that tests take in turn: to make one takes longer than most of what it is then asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from fastapi import FastAPI

from vetting.usecases.desk import Desk
from vetting.usecases.ports import Waker
from vetting.web.app import create_app
from vetting.web.settings import WebSettings


@contextmanager
def lent_app(desk: Desk, waker: Waker, settings: WebSettings) -> Iterator[FastAPI]:
    """An application of these settings on this desk, that nobody else has meanwhile.

    The pages for everybody count how often they are asked, and a provider's answers are kept: such an
    application is made new for each test.
    """
    if "public" in settings.surfaces or settings.oidc:
        yield create_app(desk, waker, settings)
        return
    free = _FREE.setdefault(settings, [])
    lent = free.pop() if free else _Lent(settings)
    lent.desk.sitting, lent.waker.sitting = desk, waker
    yield lent.app
    lent.desk.sitting = lent.waker.sitting = None
    free.append(lent)


@dataclass
class _Seat:
    """Stands in an application where a desk stands, and is the one of the test that runs."""

    sitting: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.sitting, name)


@dataclass
class _Lent:
    settings: WebSettings
    desk: _Seat = field(default_factory=_Seat)
    waker: _Seat = field(default_factory=_Seat)

    def __post_init__(self) -> None:
        self.app = create_app(cast("Desk", self.desk), cast("Waker", self.waker), self.settings)


_FREE: dict[WebSettings, list[_Lent]] = {}
