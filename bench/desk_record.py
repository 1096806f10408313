"""A large record for measuring the desk: invented reports, made into claims, then copied to other days by SQL.

A seed of 250 reports over ten days is kept and reconciled like any other; each copy shifts it by ten days under new
ids, so that a million claims lie in about eleven years. Strikes and tallies are not copied. Seeded: the same
record each time.
"""

import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from onrecord.claim.identity import identified
from onrecord.gather import make_report
from onrecord.model.attribution import Attribution, Style
from onrecord.model.claim import Claim, Effect, Item, Polarity, Role, Stage, Status, Type, Verification
from onrecord.model.document import Document
from onrecord.model.extraction import Extraction, Versions
from onrecord.model.mention import Actor, Place, PlacePrecision, Quantity, Thing, TimePrecision, When
from onrecord.model.span import Certainty, Sourced, Span
from onrecord.pipeline import rebuild
from onrecord.store import Store
from onrecord.store.ledger import ADD

FIRST, DAYS, REPORTS, CLAIMS = date(2015, 1, 1), 10, 250, 10
VERSIONS = Versions("bench", "none", "0", "1", "none", "none")
OUTLETS = tuple(
    f"{name} Wire" for name in ("North", "South", "Harbour", "Valley", "Summit", "Delta", "Lantern", "Meridian")
)
SIDES = tuple(
    Actor(f"{c}-MIL", f"{n} army", c, "MIL")
    for c, n in (
        ("UKR", "Ukrainian"),
        ("RUS", "Russian"),
        ("SDN", "Sudanese"),
        ("ISR", "Israeli"),
        ("LBN", "Lebanese"),
        ("MMR", "Burmese"),
    )
)
SOURCES = (
    *SIDES,
    *(
        Actor(f"{c}-GOV", f"{n} government", c, "GOV")
        for c, n in (("UKR", "Ukrainian"), ("RUS", "Russian"), ("SDN", "Sudanese"))
    ),
    Actor("UNO", "United Nations", "IGO", None),
)
WEAPONS = ("drones", "rockets", "artillery", "mortars", "cruise missiles", "glide bombs")
WORDS = ("market", "bridge", "depot", "school", "harbour", "crossroads", "warehouse", "station", "refinery", "hospital")


def places(chance: random.Random) -> tuple[Place, ...]:
    """Four hundred invented towns in five countries."""
    boxes = (
        ("UKR", 46, 51, 24, 38),
        ("SDN", 10, 18, 24, 36),
        ("LBN", 33, 34.5, 35.2, 36.4),
        ("MMR", 17, 25, 94, 99),
        ("COD", -8, 3, 24, 29),
    )
    made = []
    for number in range(400):
        country, south, north, west, east = boxes[number % len(boxes)]
        name = f"{chance.choice(('Al', 'Novo', 'Kara', 'Bel', 'Dra', 'Mo'))}{chance.choice(('vik', 'sol', 'tan', 'rem', 'dur', 'gal'))}{number}"  # noqa: E501
        precision = chance.choice(
            (PlacePrecision.PLACE, PlacePrecision.PLACE, PlacePrecision.NEAR, PlacePrecision.ADM1)
        )
        made.append(
            Place(
                name,
                country,
                None,
                round(chance.uniform(south, north), 3),
                round(chance.uniform(west, east), 3),
                number + 1,
                precision,
            )
        )
    return tuple(made)


class _Text:
    """A text that grows, and spans of its last words."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, words: str) -> Span:
        """The span of words that are put at the end."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))


def extraction(chance: random.Random, towns: tuple[Place, ...], number: int) -> Extraction:
    """One invented report with its claims."""
    day, text = FIRST + timedelta(days=number % DAYS), _Text()
    drafts, said = [], []
    for index in range(CLAIMS):
        start, source, side, town = len(text.text), chance.choice(SOURCES), chance.choice(SIDES), chance.choice(towns)
        who = text.add(f"The {source.name}")
        text.add(" ")
        cue = text.add(chance.choice(("said", "stated", "reported")))
        text.add(" that ")
        actor = text.add(f"the {side.name}")
        text.add(" ")
        aid = chance.random() < 0.1
        trigger = text.add("delivered" if aid else "shelled")
        text.add(f" report {number} ")
        where = text.add(f"{town.name} {chance.choice(WORDS)}")
        text.add(" with ")
        weapon = text.add(chance.choice(WEAPONS))
        text.add(" killing ")
        killed = chance.randint(1, 40)
        count = text.add(f"{killed} people")
        sentence = Span(start, text.add(".").end)
        text.add(" ")
        said.append(
            Attribution(
                f"a{index}",
                (Sourced(source, who),),
                Sourced("say", cue),
                (Span(actor.start, sentence.end),),
                Style.INDIRECT,
            )
        )
        happened = day - timedelta(days=chance.randint(0, 2))
        things = [
            Item(Role.GOODS if aid else Role.WEAPON, Sourced(Thing(None, weapon.quote(text.text), "missile"), weapon))
        ]
        if not aid:
            people = Sourced(Thing(None, "people", "people"), count)
            things.append(
                Item(
                    Role.CASUALTY,
                    people,
                    None,
                    Sourced(Quantity(killed, killed, killed), count),
                    effect=Sourced(Effect.KILLED, count),
                )
            )
        check = (Sourced(Verification(Status.UNVERIFIED), cue),) if chance.random() < 0.15 else ()
        doubt = Sourced(Certainty.POSSIBLE, cue) if chance.random() < 0.05 else Certainty.CERTAIN
        denied = Sourced(Polarity.NEGATED, cue) if chance.random() < 0.05 else Polarity.AFFIRMED
        drafts.append(
            Claim(
                f"c{index}",
                Sourced(Type.AID if aid else Type.ASSAULT, trigger),
                sentence,
                actor=(Sourced(side, actor),),
                recipient=(Sourced(SIDES[0], actor),) if aid else (),
                when=Sourced(When(happened, happened, TimePrecision.DAY), cue),
                place=(Sourced(town, where),),
                items=tuple(things),
                attribution=(f"a{index}",),
                polarity=denied,
                certainty=doubt,
                verification=check,
                stage=Sourced(Stage.DELIVERED, trigger) if aid else None,
            )
        )
    report = make_report(text.text, published=day, outlet=chance.choice(OUTLETS))
    document = Document(report, report.day, (), (), (), (), report.issues)
    return Extraction(VERSIONS, document, (), tuple(said), identified(tuple(drafts), report, VERSIONS), ())


def build(path: Path, claims: int) -> None:
    """Makes the record of about so many claims."""
    path.unlink(missing_ok=True)
    chance = random.Random(9)
    towns = places(chance)
    with Store.open(path) as store:
        for number in range(REPORTS):
            store.keep(extraction(chance, towns, number))
        rebuild(store)
    copies = max(1, claims // (REPORTS * CLAIMS))
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000", "foreign_keys = OFF"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("BEGIN")
        _multiply(database, copies)
        database.execute("COMMIT")
        database.execute("ANALYZE")
        database.execute("PRAGMA journal_mode = WAL")


def _multiply(database: sqlite3.Connection, copies: int) -> None:
    """Copies 1 to `copies` - 1 of every row, ids and days changed; then the ledger and the search anew."""
    database.execute("CREATE TEMP TABLE copy (k INTEGER PRIMARY KEY)")
    database.executemany("INSERT INTO copy VALUES (?)", [(k,) for k in range(1, copies)])
    indices = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indices:
        database.execute(f"DROP INDEX {name}")
    keys = {
        name: database.execute(f"SELECT max(key) FROM {name}").fetchone()[0] for name in ("report", "reading", "claim")
    }
    database.execute("DELETE FROM ledger")
    for table in (
        "report",
        "reading",
        "reach",
        "attribution",
        "attribution_evidence",
        "claim",
        "claim_attribution",
        "evidence",
        "item",
        "verification",
        "event_claim",
        "figure",
        "dispute",
        "transfer_claim",
        "step",
    ):
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        chosen = ", ".join(_changed(table, column, keys) for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        database.execute(f"INSERT INTO {table} ({names}) SELECT {chosen} FROM {table} t, copy ORDER BY k")
    for table in ("event", "transfer"):
        _records(database, table, copies)
    database.execute(ADD, {"first": 0, "last": 10**12})
    for table in ("report_search", "claim_search"):
        database.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    for _, made in indices:
        database.execute(made)


IDS = {"id", "report", "claim", "event", "transfer", "coref"}
SHIFTED = {"day", "known_day", "when_start", "when_end", "first_reported", "last_reported", "reported", "published"}


def _changed(table: str, column: str, keys: dict[str, int]) -> str:
    """A column of a copy, in SQL."""
    if column == "key" or (column == "reading" and table != "reading"):
        return f't."{column}" + k * {keys["reading" if column == "reading" else table]}'
    if column in IDS and not (table.startswith("attribution") and column == "id"):
        return f"substr(t.\"{column}\", 1, 12) || printf('x%03x', k)"
    if column in SHIFTED:
        return f"date(t.\"{column}\", (k * {DAYS}) || ' days')"
    if column == "known_at":
        return f"datetime(t.known_at, (k * {DAYS}) || ' days') || '.000000'"
    return f't."{column}"'


def _records(database: sqlite3.Connection, table: str, copies: int) -> None:
    rows = database.execute(f"SELECT * FROM {table}").fetchall()
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    marks = ", ".join("?" * len(columns))
    database.executemany(f"INSERT INTO {table} VALUES ({marks})", _shifted(rows, columns, copies))


def _shifted(rows: list[tuple[object, ...]], columns: list[str], copies: int) -> Iterator[tuple[object, ...]]:
    for k in range(1, copies):
        days: dict[str, str] = {}

        def changed(found: re.Match[str], k: int = k, days: dict[str, str] = days) -> str:
            words = found[1]
            if len(words) == 16:
                return f'"{words[:12]}x{k:03x}"'
            if words not in days:
                days[words] = (date.fromisoformat(words) + timedelta(days=k * DAYS)).isoformat()
            return f'"{days[words]}"'

        for row in rows:
            made: list[object] = []
            for column, value in zip(columns, row, strict=True):
                if column == "record" or (column in SHIFTED and value) or column == "id":
                    text = str(value) if column == "record" else f'"{value}"'
                    text = re.sub(r'"([0-9a-f]{16}|\d{4}-\d\d-\d\d)"', changed, text)
                    made.append(text if column == "record" else text.strip('"'))
                else:
                    made.append(value)
            yield tuple(made)
