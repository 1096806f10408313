"""What a page shows in the formats of the field: written to a file, then sent in pieces, however large it is."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from inspect import Parameter, signature
from pathlib import Path
from shutil import make_archive
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from fastapi import Path as InPath
from fastapi.responses import StreamingResponse

from onrecord.model.record import Records
from onrecord.publish.formats import FORMATS, Format, Options
from onrecord.serve.page import PageOf
from onrecord.serve.problem import REFUSALS, Problem, ProblemShape

PIECE = 1 << 16  # bytes sent at once
KINDS = {
    "": "application/zip",  # a folder is sent as one
    ".csv": "text/csv; charset=utf-8",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".jsonld": "application/ld+json",
    ".geojson": "application/geo+json",
    ".atom": "application/atom+xml",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
RESPONSES: dict[int | str, dict[str, Any]] = {
    **REFUSALS,
    200: {"content": {kind.partition(";")[0]: {} for kind in KINDS.values()}},
    501: {"model": ProblemShape, "description": "A library of this format is not installed."},
}


def add_export(router: APIRouter, page: PageOf, shown: Callable[..., Records]) -> None:
    """The route by which a page's records leave in each of its formats, asked by the page's own parameters."""

    def export(form: str, **asked: Any) -> Response:
        return exported(page, FORMATS[form], shown(**asked))

    own = signature(shown, eval_str=True)
    fitting: Any = Literal
    fitting = Annotated[fitting[page.formats], InPath(description="A format; `onrecord formats` tells of each.")]
    parameters = [Parameter("form", Parameter.KEYWORD_ONLY, annotation=fitting)]
    parameters += [each.replace(kind=Parameter.KEYWORD_ONLY) for each in own.parameters.values()]
    export.__signature__ = own.replace(parameters=parameters, return_annotation=Response)  # type: ignore[attr-defined]
    path = f"{export_path(page.path)}/{{form}}"
    router.get(path, response_class=Response, responses=RESPONSES, tags=[page.name], summary=shown.__doc__)(export)


def export_path(path: str) -> str:
    """Where the formats of a page stand.

    >>> export_path("/"), export_path("/events/ab")
    ('/export/today', '/export/events/ab')
    """
    return f"/export{'/today' if path == '/' else path}"


def exported(page: PageOf, form: Format, records: Records) -> Response:
    """The records as a file. It is written whole before it is sent: a refusal on the way is still a refusal."""
    with ExitStack() as stack:
        folder = TemporaryDirectory(prefix="onrecord-")
        out = Path(stack.enter_context(folder)) / f"onrecord-{page.name.lower()}{form.suffix}"
        try:
            form.write(records, out, Options(title=f"onrecord: {page.name}"))
        except ImportError as error:
            needs = f"{form.name} needs {error.name}, which is not installed: pip install 'onrecord[formats]'."
            raise Problem(501, "format", needs) from error
        if not form.suffix:
            out = Path(make_archive(f"{out}-{form.name}", "zip", out))
        stack.pop_all()  # from here on the folder goes when all is sent
    saved = f"{out.stem}-{form.name}{out.suffix}" if out.suffix in (".csv", ".json") else out.name
    headers = {"Content-Disposition": f'attachment; filename="{saved}"', "Content-Length": str(out.stat().st_size)}
    return StreamingResponse(_pieces(folder, out), media_type=KINDS[form.suffix], headers=headers)


def _pieces(folder: "TemporaryDirectory[str]", out: Path) -> Iterator[bytes]:
    with folder, out.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
