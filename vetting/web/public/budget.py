"""How many receipts may be looked up: one budget for everybody, since no address is ever read."""

from datetime import datetime
from threading import Lock

from vetting.domain.errors import Refusal, Refused


class Budget:
    """So many a minute; what is not used is kept for one minute at most."""

    def __init__(self, a_minute: int) -> None:
        self._most = a_minute
        self._left = float(a_minute)
        self._at: datetime | None = None
        self._lock = Lock()

    def spend(self, now: datetime, number: int = 1) -> None:
        """Take so many; raises ``Refused`` where there are fewer left."""
        with self._lock:
            passed = (now - self._at).total_seconds() if self._at else 0.0
            self._left = min(self._most, self._left + max(0.0, passed) * self._most / 60)
            self._at = now
            if self._left < number:
                raise Refused(Refusal("service_busy"))
            self._left -= number
