"""What a page was made from goes with it, and what cannot go by itself goes between two answers."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from onrecord.model.record import Event, Told
from onrecord.serve import app

HTML = {"accept": "text/html"}


class Ring:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def uncollected() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def held() -> int:
    return sum(isinstance(each, Told | Event) for each in gc.get_objects())


@pytest.mark.parametrize("path", ["/claims", "/claims?q=strike", "/events", "/transfers", "/search?q=market"])
def test_claims_and_events_go_with_the_page_that_showed_them(client: TestClient, uncollected: None, path: str) -> None:
    assert client.get(path, headers=HTML).status_code == 200
    before = held()
    for _ in range(3):
        assert client.get(path, headers=HTML).status_code == 200
    assert held() == before


def test_rings_go_between_two_answers(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "COLLECTED", (10, 5, 50))
    with client:
        before = gc.get_threshold()
        ring = weakref.ref(Ring())
        assert client.get("/sources.json").status_code == 200
        assert client.get("/sources.json").status_code == 200  # what follows an answer is done by the next
        assert ring() is None
        assert before[0] == app.BACKSTOP
    assert gc.get_threshold()[0] != app.BACKSTOP
