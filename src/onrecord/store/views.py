"""Views with plain columns, for anyone with a SQLite browser: v_claims, v_items, v_events, v_figures, v_transfers,
v_strikes, v_tallies."""

from sqlalchemy import Connection, text

# One line a value where a claim has several: "A; B". The two databases join strings by different names.
JOINED = {"sqlite": "group_concat({0}, '; ')", "postgresql": "string_agg({0}, '; ')"}
SOURCES = """(SELECT {joined_source} FROM claim_attribution ca
     JOIN attribution a ON a.reading = ca.reading AND a.id = ca.attribution
    WHERE ca.claim = c.id AND a.sources IS NOT NULL)"""
NAMES = """(SELECT {joined_name} FROM evidence e JOIN {table} n ON n.key = e.{table}
    WHERE e.claim = c.id AND e.field = '{field}')"""

VIEWS = {
    "v_claims": """
SELECT r.day AS reported, r.outlet, c.type, c.mode, {actor} AS actor, {recipient} AS recipient,
       c.when_start AS first_day, c.when_end AS last_day, {place} AS place, {sources} AS source,
       c.polarity, c.modality, c.certainty, c.stage,
       (SELECT {joined_status} FROM verification v WHERE v.claim = c.id) AS verification,
       c.quote, r.headline, c.report, c.id AS claim
  FROM claim c
  JOIN reading g ON g.key = c.reading AND g.closed_by IS NULL
  JOIN report r ON r.id = c.report
 ORDER BY r.day, c.report, c.number""",
    "v_items": """
SELECT c.type, i.role, i.effect, i.low, i.best, i.high, i.unit, i.word, i.designation, i.description, i.category,
       i.scope, (SELECT n.name FROM evidence e JOIN actor n ON n.key = e.actor
                  WHERE e.claim = c.id AND e.field = 'item.side' AND e.number = i.number) AS side,
       c.quote, c.id AS claim
  FROM item i
  JOIN claim c ON c.id = i.claim
  JOIN reading g ON g.key = c.reading AND g.closed_by IS NULL""",
    "v_events": """
SELECT when_start AS first_day, when_end AS last_day, place, country, type, mode, actor, recipient, verification,
       independent_sources AS sources, outlets, reports, first_reported, last_reported, id AS event
  FROM event ORDER BY when_start, place, id""",
    "v_figures": """
SELECT e.when_start AS first_day, e.place, e.type, f.kind, f.of, f.side, f.low, f.best, f.high, f.source, f.reported,
       c.quote, f.event, f.claim
  FROM figure f JOIN event e ON e.id = f.event JOIN claim c ON c.id = f.claim
 ORDER BY e.when_start, f.event, f.number""",
    "v_transfers": """
SELECT supplier, recipient, what, category, stage, announced, ordered, delivered, value, alleged,
       first_reported, last_reported, id AS transfer
  FROM transfer ORDER BY first_reported, supplier, id""",
    "v_strikes": """
SELECT day, side, weapon, source, launched, intercepted, jammed, hit, fallen, sums, id AS strike
  FROM strike ORDER BY day, side, weapon, source""",
    "v_tallies": """
SELECT t.place, t.kind, t.of, t.side, t.since, t.source, r.reported, r.low, r.best, r.high, r.claim, t.id AS tally
  FROM tally t JOIN tally_report r ON r.tally = t.id ORDER BY t.place, t.kind, t.id, r.number""",
}


def create_views(connection: Connection) -> None:
    """All views, in the words of the connection's database."""
    joined = JOINED[connection.dialect.name]
    names = {f"joined_{part}": joined.format(column) for part, column in COLUMNS.items()}
    parts = {
        "actor": NAMES.format(table="actor", field="actor", **names),
        "recipient": NAMES.format(table="actor", field="recipient", **names),
        "place": NAMES.format(table="place", field="place", **names),
        "sources": SOURCES.format(**names),
        **names,
    }
    for name, words in VIEWS.items():
        connection.execute(text(f"CREATE VIEW {name} AS {words.format(**parts)}"))


COLUMNS = {"source": "a.sources", "name": "n.name", "status": "v.status"}


def drop_views(connection: Connection) -> None:
    """No views."""
    for name in VIEWS:
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))
