"""Pages and feeds: TimelineJS, an Atom feed, schema.org ClaimReview, FollowTheMoney entities."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from hashlib import sha1
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from onrecord.model.finding import Finding, Findings, is_link
from onrecord.model.mention import Actor, TimePrecision, When
from onrecord.model.record import Event, Judgement, Records, Told
from onrecord.publish.formats.format import Format, Options
from onrecord.publish.formats.rows import named, quoted, with_claims
from onrecord.vocab.formats import alpha2

RATINGS = {Finding.CONFIRMED: 5, Finding.UNVERIFIED: 3, Finding.DISPUTED: 2, Finding.FALSE: 1}
CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def headline(event: Event) -> str:
    """A few words that name an event: mode and type, place, parties."""
    what = f"{event.type.value.capitalize()} ({', '.join(event.mode)})" if event.mode else event.type.value.capitalize()
    where = f" in {event.place[0].name}" if event.place else ""
    parties = " / ".join(part for part in (named(event.actor), named(event.recipient)) if part)
    return f"{what}{where}{': ' + parties if parties else ''}"


def shown(when: When) -> str:
    """A day with its precision, for people.

    >>> shown(When(date(2025, 3, 7), date(2025, 3, 8), TimePrecision.NIGHT))
    'night of 7 to 8 March 2025'
    """
    start, end, precision = when.start, when.end, when.precision
    if start is None:
        return f"up to {_day(end)}" if end else "no day given"
    if precision is TimePrecision.YEAR:
        return f"in {start.year}"
    if precision is TimePrecision.MONTH:
        return f"in {start:%B %Y}"
    if end is None:
        return f"since {_day(start)}"
    if start == end:
        return _day(start)
    both = f"{start.day} to {_day(end)}" if (start.month, start.year) == (end.month, end.year) else (
        f"{_day(start)} to {_day(end)}")  # fmt: skip
    return f"night of {both}" if precision is TimePrecision.NIGHT else both


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def write_timelinejs(records: Records, out: Path, options: Options) -> int:
    """TimelineJS's JSON; uncertain days are told in display_date and drawn to their end."""
    count = 0
    with out.open("w", encoding="utf-8") as file:
        file.write(f'{{"title": {{"text": {{"headline": {json.dumps(escape(options.title))}}}}}, "events": [')
        for event, told in with_claims(records):
            if event.when and event.when.start:
                file.write(("," if count else "") + "\n" + json.dumps(_slide(event, event.when, told)))
                count += 1
        file.write("\n]}\n")
    return count


def _slide(event: Event, when: When, told: Sequence[Told]) -> dict[str, Any]:
    start, end = when.start, when.end
    assert start is not None
    slide = {
        "start_date": {"year": start.year, "month": start.month, "day": start.day, "display_date": shown(when)},
        "text": {"headline": escape(headline(event)), "text": escape(quoted(told) or "")},
        "group": event.type.value,
        "unique_id": event.id,
    }
    if end is not None and end != start:
        slide["end_date"] = {"year": end.year, "month": end.month, "day": end.day}
    return slide


def write_atom(records: Records, out: Path, options: Options) -> int:
    """An Atom feed, an entry an event; `updated` is the day of its newest report."""
    count, newest = 0, date(1970, 1, 1)
    body = out.with_name(out.name + ".part")
    with body.open("w", encoding="utf-8") as file:
        for event, told in with_claims(records):
            if event.last_reported is None:
                continue
            newest = max(newest, event.last_reported)
            file.write(_entry(event, told, event.last_reported))
            count += 1
    with out.open("w", encoding="utf-8") as file, body.open(encoding="utf-8") as entries:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n')
        file.write(f"<title>{_xml(options.title)}</title>\n<id>urn:onrecord:{_xml(_slug(options.title))}</id>\n")
        file.write(f"<updated>{_moment(newest)}</updated>\n<author><name>onrecord</name></author>\n")
        file.writelines(entries)
        file.write("</feed>\n")
    body.unlink()
    return count


def _entry(event: Event, told: Sequence[Told], day: date) -> str:
    links = dict.fromkeys(one.report.url for one in told if one.report.url)
    related = "".join(
        f'<link rel="related" href={quoteattr(url.translate(CONTROL))}/>\n'
        for url in links if url.startswith(("http://", "https://"))
    )  # fmt: skip
    return (
        f"<entry>\n<id>urn:onrecord:event:{event.id}</id>\n<title>{_xml(headline(event))}</title>\n"
        f"<updated>{_moment(day)}</updated>\n{related}<category term={quoteattr(event.type.value)}/>\n"
        f"<category term={quoteattr(event.verification.value)}/>\n"
        f'<content type="text">{_xml(quoted(told) or "")}</content>\n</entry>\n'
    )


def _xml(text: str) -> str:
    return escape(text.translate(CONTROL))


def _slug(text: str) -> str:
    return sha1(text.encode(), usedforsecurity=False).hexdigest()[:12]


def _moment(day: date) -> str:
    return f"{datetime.combine(day, time()).isoformat()}Z"


def write_claimreview(records: Records, out: Path, options: Options) -> int:
    """schema.org ClaimReview as JSON-LD, for claims that a person has reviewed and for no others."""
    reviews = list(claimreviews(records))
    graph = {"@context": "https://schema.org", "@graph": reviews}
    out.write_text(json.dumps(graph, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(reviews)


def claimreviews(records: Records) -> Iterator[dict[str, Any]]:
    """A review for each judgement of a person on a claim's verification."""
    findings = Findings(records.judgements())
    for told in records.claims() if findings else ():
        judgement = findings.of(told)
        if judgement is not None:
            yield _review(told, judgement)


def _review(told: Told, judgement: Judgement) -> dict[str, Any]:
    found = Finding(judgement.value or "")
    speakers = named(s.value for a in told.attributions[:1] for s in a.sources)
    appeared: dict[str, Any] = {"@type": "CreativeWork", "publisher": told.report.outlet}
    if told.report.url and told.report.url.startswith(("http://", "https://")):
        appeared["url"] = told.report.url
    return {
        "@type": "ClaimReview",
        "claimReviewed": told.quote,
        "datePublished": judgement.at.date().isoformat(),
        "author": {"@type": "Person", "name": judgement.by},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": speakers or told.report.outlet},
            "datePublished": told.report.day.isoformat() if told.report.day else None,
            "appearance": appeared,
        },
        "reviewRating": {"@type": "Rating", "ratingValue": RATINGS[found], "bestRating": 5, "worstRating": 1,
                         "alternateName": found.value.capitalize()},
        "reviewBody": "; ".join(reason for reason in judgement.reasons if not is_link(reason)) or None,
        "citation": [reason for reason in judgement.reasons if is_link(reason)],
    }  # fmt: skip


def write_ftm(records: Records, out: Path, options: Options) -> int:
    """FollowTheMoney entities, a line each: events, and the organisations in them."""
    seen: set[str] = set()
    with out.open("w", encoding="utf-8") as file:
        for one in ftm(records):
            if one["id"] not in seen:
                file.write(json.dumps(one, ensure_ascii=False) + "\n")
                seen.add(one["id"])
    return len(seen)


def ftm(records: Records) -> Iterator[dict[str, Any]]:
    """Entities of the schemas Event and Organization."""
    for event, told in with_claims(records):
        parties = [_organization(actor) for actor in (*event.actor, *event.recipient)]
        yield from parties
        when = event.when
        properties = {
            "name": [headline(event)],
            "summary": [" ".join(told[0].quote.split())] if told else [],
            "startDate": [when.start.isoformat()] if when and when.start else [],
            "endDate": [when.end.isoformat()] if when and when.end else [],
            "location": list(dict.fromkeys(place.name for place in event.place)),
            "country": _countries(place.country for place in event.place),
            "involved": list(dict.fromkeys(party["id"] for party in parties)),
            "keywords": [event.type.value, *event.mode, event.verification.value],
            "sourceUrl": list(dict.fromkeys(one.report.url for one in told if _is_link(one.report.url))),
            "publisher": list(dict.fromkeys(one.report.outlet for one in told if one.report.outlet)),
        }  # fmt: skip
        yield _entity(event.id, "Event", properties)


def _is_link(url: str | None) -> bool:
    return url is not None and url.startswith(("http://", "https://"))


def _organization(actor: Actor) -> dict[str, Any]:
    key = sha1((actor.id or actor.name).encode(), usedforsecurity=False).hexdigest()
    return _entity(key, "Organization", {"name": [actor.name], "country": _countries([actor.country])})


def _countries(codes: Any) -> list[str]:
    """FollowTheMoney's two-letter codes of states."""

    return list(dict.fromkeys(alpha2()[code].lower() for code in codes if code in alpha2()))


def _entity(id_: str, schema: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"id": f"onrecord-{id_}", "schema": schema, "properties": {k: v for k, v in properties.items() if v}}


TIMELINEJS = Format("timelinejs", "slides of a timeline", "TimelineJS 3 JSON", ".json", write_timelinejs,
    (("start_date, end_date", "the first and last day; display_date tells the precision"), ("text", "headline and the "
     "first sentence that tells it, escaped")), ("events without a day", "figures, disputes"))  # fmt: skip
ATOM = Format("atom", "a feed of events", "RFC 4287", ".atom", write_atom,
    (("entry", "an event; updated is the day of its newest report, links lead to the reports"),
     ("category", "type and verification")), ("figures, disputes", "events of which no report has a day"))  # fmt: skip
CLAIMREVIEW = Format("claimreview", "fact checks", "schema.org ClaimReview", ".jsonld", write_claimreview,
    (("claimReviewed", "the sentence"), ("itemReviewed.author", "who says so"), ("reviewRating", "what a person "
     "who checked the claim found last: confirmed 5, unverified 3, disputed 2, false 1"), ("reviewBody, citation",
     "what was noted, and addresses of evidence")), ("every claim that no person has checked",))  # fmt: skip
FTM = Format("ftm", "FollowTheMoney entities, a line each", "FollowTheMoney 4", ".json", write_ftm,
    (("Event", "name, summary, startDate, endDate, location, country, involved, keywords, sourceUrl, publisher"),
     ("Organization", "actors and recipients")), ("who says so, figures, disputes, transfers",))  # fmt: skip
