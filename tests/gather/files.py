"""Files of each kind, made by hand, and what they give."""

import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

from onrecord.errors import ReportError
from onrecord.gather import Gathered, gather


def page(*paragraphs: str) -> str:
    """A news page as they are: banner, menu, two side columns, the article's data as JSON-LD."""
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Example"},
            {
                "@type": ["NewsArticle"],
                "headline": "Shell hits market",
                "datePublished": "2024-01-05T18:30:00+02:00",
                "author": [{"@type": "Person", "name": "Ada Invented"}],
                "publisher": {"@type": "Organization", "name": "The Daily Example"},
            },
        ],
    }
    side = "".join(f'<li><a href="/{n}">Most read: invented headline number {n}</a></li>' for n in range(12))
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return f"""<!DOCTYPE html><html lang="en"><head><title>Shell hits market - The Daily Example</title>
<link rel="canonical" href="https://news.example/shell">
<script type="application/ld+json">{json.dumps(data)}</script></head><body>
<div id="cookie-banner" role="dialog"><p>We use cookies to make this page better for you.</p>
<button>Accept</button></div>
<nav><ul><li><a href="/world">World</a></li><li><a href="/war">War</a></li></ul></nav>
<div class="columns"><aside class="left"><h3>Most read</h3><ul>{side}</ul></aside>
<main><article><h1>Shell hits market</h1>{body}</article></main>
<aside class="right sidebar"><h3>Most read</h3><ul>{side}</ul></aside></div>
<footer><p>All of this is invented.</p></footer></body></html>"""


def mail(plain: str | None, html: str | None) -> bytes:
    message = EmailMessage()
    message["From"] = "Field Office <field@example.org>"
    message["Subject"] = "Situation report 5"
    message["Date"] = "Fri, 05 Jan 2024 18:30:00 +0000"
    if plain is not None:
        message.set_content(plain)
    if html is not None and plain is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message.as_bytes()


def response(body: bytes, *head: bytes, status: bytes = b"200 OK") -> bytes:
    """What a server said."""
    told = (b"HTTP/1.1 " + status, b"Content-Type: text/html; charset=utf-8", b"Content-Length: %d" % len(body), *head)
    return b"\r\n".join(told) + b"\r\n\r\n" + body


def record(kind: bytes, block: bytes, number: int = 0) -> bytes:
    """One record of a WARC; `kind` is response, request, ..."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind.decode()}\r\nWARC-Date: 2024-01-06T03:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
        f"WARC-Target-URI: https://news.example/{number}\r\n"
        f"Content-Type: application/http; msgtype={kind.decode()}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc(*pages: bytes) -> bytes:
    """An archive of responses at https://news.example/0 and so on; an empty page is one that was not found."""
    told = (response(body) if body else response(body, status=b"404 Not Found") for body in pages)
    return b"".join(record(b"response", one, number) for number, one in enumerate(told))


def zipped(members: dict[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return into.getvalue()


def docx_body(words: str) -> bytes:
    """The main part of an office document."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraph = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl>"
    head = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{space}">'
    return f"{head}<w:body>{paragraph}{table}</w:body></w:document>".encode()


def docx(body: bytes, part: str = "word/document.xml") -> bytes:
    """An office document with this main part, and no more than it must have."""
    office = "http://schemas.openxmlformats.org"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = (
        f'<?xml version="1.0"?><Types xmlns="{office}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    )
    related = (
        f'<?xml version="1.0"?><Relationships xmlns="{office}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument/2006/relationships/officeDocument" Target="{part}"/>'
        "</Relationships>"
    )
    return zipped({"[Content_Types].xml": types.encode(), "_rels/.rels": related.encode(), part: body})


def pdf(words: str, *, title: str) -> bytes:
    """A page of one line, unpacked, as a PDF."""
    content = f"BT /F1 12 Tf 40 700 Td ({words}) Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Title({title})/CreationDate(D:20240105183000Z)>>".encode(),
    )
    raw, at = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        at.append(len(raw))
        raw += b"%d 0 obj%b endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % one for one in at)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(at) + 1)
    end = b"trailer<</Size %d/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(at) + 1, len(raw))
    return raw + head + table + end


def read(path: Path) -> list[Gathered]:
    """What a file gives."""
    return list(gather([path]))


def refused(path: Path) -> ReportError:
    """Why a file is refused, of which nothing comes."""
    (found,) = read(path)
    assert found.error is not None
    return found.error


def put(path: Path, raw: bytes) -> Path:
    """A file of these bytes."""
    path.write_bytes(raw)
    return path
