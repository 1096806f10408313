"""How quick the desk is over a record of a million claims: server time of each page, search as one types, 50 readers.

The record is made at the first run (bench/out/desk-N-TABLES.db; `--sample N` for another number of claims) and used
again while the tables are the same. Times are the server's own, in milliseconds at the 95th percentile over 20
different addresses a page, after one that is not counted, each asked once ("first") and once more ("again"): what the
clock says, and the CPU time of the process, which says more where others use the machine. Targets: pages 150, search
as one types 100, the map's data 300 and 1 MB packed.
"""

import gzip
import os
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import uvicorn
from fastapi.testclient import TestClient
from sqlalchemy import func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from starlette.types import ASGIApp, Receive, Scope, Send

from bench import desk_record
from onrecord.serve.app import make_app
from onrecord.serve.users import Users
from onrecord.store import Store, schema, search

OUT = Path(__file__).parent / "out"
CLAIMS, ROUNDS, READERS, EACH = 1_000_000, 20, 50, 4
HTML = {"accept": "text/html"}


class Clocked:
    """An ASGI app whose requests are timed: seconds by the clock, and of the process's CPU time (one at a time)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.wall: list[float] = []
        self.cpu: list[float] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        wall, cpu = time.perf_counter(), time.process_time()
        await self.app(scope, receive, send)
        if scope["type"] == "http":
            self.wall.append(time.perf_counter() - wall)
            self.cpu.append(time.process_time() - cpu)


def run(data: Path, *, peers: bool, sample: int) -> dict[str, Any]:
    """Prints the table; returns the times."""
    wanted = sample or CLAIMS
    path = OUT / f"desk-{wanted}-{tables()}.db"
    if not path.exists():
        OUT.mkdir(exist_ok=True)
        began, part = time.perf_counter(), path.with_suffix(".part")
        desk_record.build(part, wanted)
        part.rename(path)
        print(f"made {path.name} in {time.perf_counter() - began:.0f} s, {path.stat().st_size / 1e9:.2f} GB")
    figures: dict[str, Any] = {}
    with Store.open(path) as store, TemporaryDirectory() as folder, ExitStack() as stack:
        app = Clocked(make_app(store, Users(Path(folder) / "users")))
        client = stack.enter_context(TestClient(app, base_url="http://localhost"))
        figures["claims"] = store.rows(select(func.count()).select_from(schema.ledger))[0][0]
        figures["events"] = store.rows(select(func.count()).select_from(schema.event))[0][0]
        print(f"{figures['claims']:,} claims, {figures['events']:,} events; load {os.getloadavg()[0]:.1f}")
        client.get("/about", headers=HTML)
        print(f"{'p95, ms':<18} {'first':>8} {'CPU':>8} {'again':>8} {'CPU':>8}")
        for name, make in addresses(store).items():
            figures |= _measured(client, app, name, make)
        figures["map_data_bytes_packed"] = len(gzip.compress(client.get("/map.json").content, 5))
        print(f"map data packed: {figures['map_data_bytes_packed'] / 1e6:.2f} MB")
        figures |= _readers(app, addresses(store))
    return figures


def tables() -> str:
    """A short hash of the tables, their indexes and the word indexes: a record with others is not used again."""
    made: list[Any] = [CreateTable(table) for table in schema.metadata.sorted_tables]
    made += [CreateIndex(index) for table in schema.metadata.sorted_tables for index in sorted(table.indexes, key=str)]
    words = "".join((*(str(each.compile(dialect=sqlite.dialect())) for each in made), *search.CREATE["sqlite"]))
    return blake2b(words.encode(), digest_size=4).hexdigest()


def addresses(store: Store) -> dict[str, Callable[[random.Random], str]]:
    """Page -> an address of it by chance."""
    most = store.rows(select(func.max(schema.ledger.c.key)))[0][0]
    first, last = store.rows(select(func.min(schema.ledger.c.day), func.max(schema.ledger.c.day)))[0]

    def claim(chance: random.Random) -> Any:
        near = select(schema.ledger).where(schema.ledger.c.key >= chance.randint(1, most)).limit(1)
        return store.rows(near)[0]

    def event(chance: random.Random) -> str:
        links = schema.event_claim.c
        while True:
            found = store.ids(select(links.event).where(links.claim == claim(chance).claim))
            if found:
                return str(found[0])

    def day(chance: random.Random) -> date:
        found: date = first + timedelta(days=chance.randint(min(40, (last - first).days), (last - first).days))
        return found

    def typed(chance: random.Random) -> str:
        said = ("shelled", "ukrainian", "people killed", "cruise mis", "army said", "delivered", "report 12", "nothing")
        word = chance.choice((*said, *desk_record.WEAPONS, *desk_record.WORDS))
        return word[: chance.randint(2, len(word))]

    return {
        "today": lambda c: f"/?day={day(c)}",
        "today_as_of": lambda c: f"/?as_of={day(c)}",
        "timeline": lambda c: f"/timeline?last={day(c)}",
        "map": lambda c: f"/map?last={day(c)}",
        "map_as_of": lambda c: f"/map?as_of={day(c)}",
        "map_data": lambda c: f"/map.json?last={day(c)}",
        "claims": lambda c: f"/claims?reported_last={day(c)}",
        "claims_by_facet": lambda c: f"/claims?source={claim(c).source}&type=ASSAULT&country=SDN",
        "claims_oldest": lambda c: f"/claims?sort=happened&order=oldest&first={day(c)}",
        "search_as_typed": lambda c: f"/claims?q={typed(c)}",
        "search_box": lambda c: f"/search?q={typed(c)}",
        "events": lambda c: f"/events?last={day(c)}&sort=happened",
        "events_disputed": lambda c: f"/events?disputed=true&last={day(c)}&sort=happened",
        "event": lambda c: f"/events/{event(c)}",
        "event_as_of": lambda c: f"/events?as_of={day(c)}",
        "transfers": lambda c: f"/transfers?reported_last={day(c)}",
        "strikes": lambda c: f"/strikes?last={day(c)}",
        "sources": lambda c: "/sources",
        "source": lambda c: f"/sources/{claim(c).source}",
        "review": lambda c: "/review",
        "review_as_of": lambda c: f"/review?as_of={day(c)}",
        "report": lambda c: f"/reports/{claim(c).report}",
    }


def _measured(client: TestClient, app: Clocked, name: str, make: Callable[[random.Random], str]) -> dict[str, float]:
    client.get(make(random.Random(0)), headers=HTML)  # a server's first page compiles its template and its queries
    chance = random.Random(name)
    asked = [make(chance) for _ in range(ROUNDS)]
    figures: dict[str, float] = {}
    for turn in ("first", "again"):
        app.wall.clear()
        app.cpu.clear()
        for path in asked:
            answer = client.get(path, headers={} if ".json" in path else HTML)
            if answer.status_code != 200:
                raise RuntimeError(f"{path}: status {answer.status_code}: {answer.text[:200]}")
        figures |= {f"{name}_p95_ms_{turn}": p95(app.wall), f"{name}_p95_cpu_ms_{turn}": p95(app.cpu)}
    print(f"{name:<18} {' '.join(f'{each:8.1f}' for each in figures.values())}")
    return figures


def p95(times: list[float]) -> float:
    """The 95th percentile of times in seconds, in milliseconds."""
    return round(quantiles(times, n=20)[-1] * 1000, 1)


def _readers(app: Clocked, pages: dict[str, Callable[[random.Random], str]]) -> dict[str, float]:
    """Failures of 50 readers at once, over real sockets of this machine, and how long their requests take."""
    app.wall.clear()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    asked = [
        [make(random.Random(f"{reader}{n}")) for n, make in enumerate(list(pages.values())[reader % 5 :: 5][:EACH])]
        for reader in range(READERS)
    ]

    def read(paths: list[str]) -> int:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120, headers=HTML) as reader:
            return sum(reader.get(path).status_code != 200 for path in paths)

    began = time.perf_counter()
    with ThreadPoolExecutor(READERS) as pool:
        failed = sum(pool.map(read, asked))
    server.should_exit = True
    thread.join()
    number = sum(map(len, asked))
    print(
        f"{READERS} readers at once: {number} requests, {failed} failed, "
        f"{number / (time.perf_counter() - began):.1f} a second, p95 {p95(app.wall):.0f} ms"
    )
    return {"readers_errors": failed, "readers_p95_ms": p95(app.wall)}
