"""The same reports read on a Ray cluster of two nodes on one machine, with a worker and a node lost on the way."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.engines import Done, run
from onrecord.errors import SettingError
from onrecord.gather import Gathered, make_report
from onrecord.model.extraction import Extraction
from onrecord.pipeline import Reader, extract

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("ray")]
TEXTS = [f"Rebels shelled the town on Friday, killing {n} people, the army said." for n in range(2, 42)]
STORE = 80_000_000  # bytes of shared memory a node


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes with one processor each."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[1])
    cluster_utils = pytest.importorskip("ray.cluster_utils")
    head = {"num_cpus": 1, "object_store_memory": STORE, "include_dashboard": False}
    made = cluster_utils.Cluster(initialize_head=True, head_node_args=head)
    made.second = made.add_node(num_cpus=1, object_store_memory=STORE)
    yield made
    made.shutdown()


def gathered() -> list[Gathered]:
    return [Gathered(f"{n}.txt", make_report(text, published=date(2024, 1, 5))) for n, text in enumerate(TEXTS)]


def without_parse(extraction: Extraction) -> Extraction:
    return replace(extraction, document=replace(extraction.document, tokens=(), entities=()))


def claims(done: list[Done]) -> list[Extraction | None]:
    return [one.extraction for one in done]


@pytest.fixture
def expected(reader: Reader) -> list[Extraction]:
    return [without_parse(extract(one.report, reader)) for one in gathered() if one.report]


def test_a_cluster_of_two_nodes_reads_the_same_and_outlives_a_lost_worker_and_a_lost_node(
    cluster: Any, expected: list[Extraction]
) -> None:
    address = f"ray:{cluster.address}"
    assert claims(list(run(gathered(), engine=address))) == expected
    during(lambda: kill_a_worker(cluster), address, expected)
    during(lambda: cluster.remove_node(cluster.second, allow_graceful=False), address, expected)


def during(loss: Callable[[], object], address: str, expected: list[Extraction]) -> None:
    """Reads while something is lost, from the first report on."""
    reading = run(gathered(), engine=address)
    first = next(reading)
    with ThreadPoolExecutor(1) as beside:
        lost = beside.submit(loss)
        assert claims([first, *reading]) == expected
        lost.result()


def kill_a_worker(cluster: Any) -> None:
    """Kills a process that this cluster's own nodes have started and that is reading."""
    nodes = {each.process.pid for node in cluster.list_all_nodes() for each in node.all_processes["raylet"]}
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for status in Path("/proc").glob("[0-9]*/status"):
            with suppress(OSError):  # ended in the meantime
                lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
                if int(lines["PPid"]) in nodes and b"read_one" in (status.parent / "cmdline").read_bytes():
                    os.kill(int(status.parent.name), signal.SIGKILL)
                    return
    raise AssertionError("no worker was seen reading")


class Deadly(str):
    """A text that ends the process that unpickles it."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


def test_a_report_that_kills_every_worker_is_told_and_the_others_are_read(
    cluster: Any, expected: list[Extraction]
) -> None:
    deadly = Gathered("deadly.txt", replace(make_report("Words."), headline=Deadly("x")))
    first, *_, last = gathered()
    done = list(run([first, deadly, last], engine=f"ray:{cluster.address}"))
    assert str(done[1].error).startswith("deadly.txt: the process that read it died")
    assert [done[0].extraction, done[2].extraction] == [expected[0], expected[-1]]


def test_an_engine_that_is_none_is_refused() -> None:
    with pytest.raises(SettingError, match="is no engine; there are: local, ray and ray:ADDRESS"):
        list(run(gathered(), engine="spark"))


def test_an_address_where_no_cluster_is_says_so() -> None:
    with pytest.raises(SettingError, match=r"ray:127\.0\.0\.1:1: no cluster answers there"):
        list(run(gathered(), engine="ray:127.0.0.1:1"))
