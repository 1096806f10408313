"""One command a verb; the only place that prints."""


def main() -> None:
    """The program."""
