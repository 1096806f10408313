"""The one shape of an answer that is a refusal: a code for programs, a sentence for people."""

from pydantic import BaseModel


class Problem(Exception):
    """A request that cannot be answered: its HTTP status, a code and a plain sentence with the way out."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


class ProblemBody(BaseModel):
    """A code for programs, a sentence for people."""

    code: str
    message: str


class ProblemShape(BaseModel):
    """What every answer of status 4xx or 5xx holds."""

    error: ProblemBody


REFUSALS: dict[int | str, dict[str, object]] = {
    status: {"model": ProblemShape, "description": words, "content": {"text/html": {}}}
    for status, words in {
        400: "Something asked for is not as it should be.",
        401: "Reading needs the token, or writing a user who is signed in.",
        403: "Not from this page, or not by this user.",
        404: "There is no such thing on the record.",
        421: "The Host header names another machine.",
        429: "Too many tries.",
    }.items()
}
