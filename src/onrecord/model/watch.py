"""What is remembered of feeds that are watched: by those who gather, and by the record that keeps it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host's robots.txt said, None where it could not be had and `why`; and until when that holds."""

    text: str | None
    until: datetime
    why: str = ""
