"""The OpenAPI holds for whatever an address may ask: schemathesis, bounded."""

from pathlib import Path

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from onrecord.serve.app import make_app
from onrecord.serve.users import Users
from onrecord.store import Store

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
BOUND = settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)


def test_every_answer_is_as_the_openapi_says(record: Path, users: Users) -> None:
    with Store.open(record) as store:
        host = {"Host": "localhost"}
        schema = schemathesis.openapi.from_asgi("/openapi.json", make_app(store, users), headers=host)
        asked = 0
        for found in schema.get_all_operations():
            operation = found.ok()
            if operation.method.upper() != "GET" or not operation.path.endswith((".json", ".csv")):
                continue

            @BOUND
            @given(case=operation.as_strategy())
            def check(case: schemathesis.Case) -> None:
                answer = case.call(headers=host)
                assert answer.status_code in (200, 400, 404), (case.path, answer.text)
                case.validate_response(answer, checks=CHECKS)

            check()
            asked += 1
        assert asked > 20
