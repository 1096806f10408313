"""Other systems' codes of a claim, derived by tables and never stored as ours."""

from dataclasses import dataclass

from onrecord.errors import VocabError
from onrecord.model.claim import Claim, Modality, Plover, Stage, Type, plain
from onrecord.vocab.loader import read_csv

NO_CODE = "none"
OWN_MODE = "*"


@dataclass(frozen=True, slots=True)
class PloverRow:
    """One row of the table: what a claim must be, and the code that it then has."""

    type: Type
    mode: str
    stage: str
    modality: str
    polarity: str
    terms: str
    plover: str
    plover_mode: str

    def fits(self, claim: Claim) -> bool:
        """Whether a claim is of this row; blank cells fit all."""
        modes = {mode.value for mode in claim.mode}
        stage = claim.stage.value.value if claim.stage else ""
        terms = claim.terms.value if claim.terms else ""
        told = (
            (self.stage, stage),
            (self.modality, plain(claim.modality)),
            (self.polarity, plain(claim.polarity)),
            (self.terms, terms),
        )
        return (
            claim.type.value is self.type
            and (not self.mode or self.mode in modes)
            and all(not wanted or wanted == said for wanted, said in told)
        )


@dataclass(frozen=True, slots=True)
class Codes:
    """The tables of derived codes."""

    plover: tuple[PloverRow, ...]

    def plover_of(self, claim: Claim) -> Plover | None:
        """PLOVER's code of a claim, None where PLOVER has none."""
        row = next((row for row in self.plover if row.fits(claim)), None)
        if row is None or row.plover == NO_CODE:
            return None
        own = claim.mode[0].value if claim.mode else None
        return Plover(row.plover, own if row.plover_mode == OWN_MODE else row.plover_mode or None)


def load_codes() -> Codes:
    """The tables of `vocab/data`.

    Raises VocabError where a row names a type or a stage that the codebook has not.
    """
    rows = []
    for row in read_csv("plover.csv"):
        try:
            Modality(row["modality"] or "actual")
            Stage(row["stage"] or "announced")
            values = {key: value for key, value in row.items() if key != "type"}
            rows.append(PloverRow(Type(row["type"]), **values))
        except ValueError as error:
            raise VocabError(f"vocab/data/plover.csv: row {row}: {error}; mend it") from error
    return Codes(tuple(rows))
