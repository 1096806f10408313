"""A clock that stands still until somebody sleeps."""

from datetime import UTC, datetime, timedelta

from onrecord.gather.clock import Clock

START = datetime(2024, 1, 5, 12, tzinfo=UTC)


class Still:
    """`clock` is what is given to the code; `slept` are the seconds that it let pass."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.slept: list[float] = []
        self.clock = Clock(self.now, lambda: self.passed, self.sleep)

    def now(self) -> datetime:
        return START + timedelta(seconds=self.passed)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.passed += seconds
