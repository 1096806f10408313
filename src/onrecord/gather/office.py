"""Bytes of a PDF or DOCX -> its words. Runs only in the child process that `child` starts; may raise anything."""

import re
from io import BytesIO
from zipfile import ZipFile

MOST_PAGES = 2_000
MOST_UNPACKED = 200 * 2**20  # bytes of all parts of a DOCX
HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
WRAPPED = re.compile(r"(?<![.!?:\n])\n(?=[^\n])")
XML = re.compile(r"\.(xml|rels)\Z", re.I)


def read_pdf(raw: bytes) -> dict[str, str]:
    """The text layer, pages after one another, and what the file says of itself."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(raw))
    pages = [page.extract_text() for page in reader.pages[:MOST_PAGES]]
    told = {"text": unwrapped("\n\n".join(pages))}
    known = reader.metadata
    if known is not None:
        told["headline"], told["byline"] = str(known.title or ""), str(known.author or "")
        made = known.creation_date
        told["published"] = made.isoformat() if made else ""
    return told


def unwrapped(text: str) -> str:
    """Lines of a set page joined into sentences; a line that ends with a full stop, and an empty one, still ends.

    >>> unwrapped("Shells fell on the mar-\\nket of the\\ntown.\\nTwo died.")
    'Shells fell on the market of the town.\\nTwo died.'
    """
    return WRAPPED.sub(" ", HYPHEN.sub("", text))


def read_docx(raw: bytes) -> dict[str, str]:
    """The paragraphs and the cells of tables in their order, and what the file says of itself."""
    from docx import Document
    from docx.table import Table

    _refuse_bomb(raw)
    document = Document(BytesIO(raw))
    parts = []
    for block in document.iter_inner_content():
        rows = [" | ".join(cell.text for cell in row.cells) for row in block.rows] if isinstance(block, Table) else []
        parts += rows or ([] if isinstance(block, Table) else [block.text])
    known = document.core_properties
    made = known.created
    return {
        "text": "\n".join(parts),
        "headline": known.title,
        "byline": known.author,
        "published": made.isoformat() if made else "",
    }


def _refuse_bomb(raw: bytes) -> None:
    """Raises ValueError for parts that unpack to too much, or that declare entities of their own."""
    with ZipFile(BytesIO(raw)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise ValueError("unpacks to too much")
        for part in archive.infolist():
            if XML.search(part.filename):
                with archive.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(MOST_UNPACKED).replace(b"\0", b""):  # in UTF-16 too
                        raise ValueError(f"{part.filename} declares a document type, which no office document does")
