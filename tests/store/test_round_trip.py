"""What is kept comes back as it was."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from onrecord.model.extraction import Extraction
from onrecord.store import Filter, Outcome, Store
from tests.records import extractions


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    with Store.open(where) as opened:
        yield opened


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(read=extractions())
def test_claims_come_back_equal_with_their_report_and_chain(store: Store, read: Extraction) -> None:
    if store.keep(read).outcome is Outcome.KNOWN:
        return
    told = store.claims(Filter(report=read.report.id))
    by_id = {attribution.id: attribution for attribution in read.attributions}
    assert tuple(one.claim for one in told) == read.claims
    assert all(one.report == read.report for one in told)
    assert [one.attributions for one in told] == [tuple(by_id[a] for a in c.attribution) for c in read.claims]
    assert store.report(read.report.id) == read.report
    assert store.issues(read.report.id) == read.issues
