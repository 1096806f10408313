"""`python -m tests.store.writer ADDRESS DAYS [BYTES]`: keeps and rebuilds, until done or ended.

A number of bytes as third word: no file of this process may grow beyond it, as on a full disk.
"""

import resource
import sys
from dataclasses import replace
from datetime import date, timedelta

from onrecord.errors import StoreError
from onrecord.model.claim import Stage, Type
from onrecord.pipeline import update
from onrecord.store import Store
from tests.records import NEWER
from tests.stories import ARMY, FASHER, FRIDAY, GERMANY, HOSPITAL, NYALA, RSF, UKRAINE, Say, Story, read

PORTION = 3  # reports that are kept before their events are rebuilt


def stories(days: int = 12) -> list[Story]:
    """Reports of several days that meet in events and transfers; some are read again by a newer reader."""
    told = []
    for n in range(days):
        day = FRIDAY + timedelta(days=n // 3)
        shells = Say(f"Shells hit the town, number {n}.", source=ARMY, killed=n, day=day)
        nurse = Say("Nine died there, a nurse said.", source=HOSPITAL, killed=9, day=day, place=FASHER)
        drones = Say(f"Drones struck Nyala, {n}.", place=NYALA, day=day, actor=RSF, mode="drone", denied=n % 4 == 0)
        arms = Say("Berlin announced 14 Marders.", Type.AID, None, None, actor=GERMANY, recipient=UKRAINE, place=None,
                   goods="Marder", number=14, stage=Stage.ANNOUNCED)  # fmt: skip
        told.append(Story((shells, nurse, drones, arms)[: 2 + n % 3], "ABC"[n % 3], date(2024, 1, 6 + n // 3)))
    return [*told, *(replace(story, reader=NEWER) for story in told[:2])]


def write(address: str, days: int) -> None:
    with Store.open(address) as store:
        all_ = stories(days)
        for first in range(0, len(all_), PORTION):
            update(store, [read(story) for story in all_[first : first + PORTION]])


def main() -> int:
    address, days, *limit = sys.argv[1:]
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit[0]), resource.RLIM_INFINITY))
    sys.stdout.write("begin\n")
    sys.stdout.flush()
    try:
        write(address, int(days))
    except StoreError as error:
        sys.stderr.write(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
