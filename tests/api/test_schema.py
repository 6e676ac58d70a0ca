"""The interfaces for programs keep to their own description, whatever is sent: schemathesis draws the requests."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from tests.serving import build_app
from tests.web.fakes import FakeBackend

EXAMPLES = 20
"""Requests for each route, the same in every run."""

APP = build_app(FakeBackend(), {"questions_a_minute": 0, "host": "0.0.0.0"})
"""Open to every name, since schemathesis calls the server by one of its own."""
SCHEMA: Any = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP)
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
CASES = [(found, GenerationMode.POSITIVE) for found in OPERATIONS] + [
    (found, GenerationMode.NEGATIVE) for found in OPERATIONS if len(found.query) or len(found.body)
]
"""Input that fits the description, and input that does not, where there is any input to spoil."""
NOT_IN_SCHEMAS = CHECKS.get_by_names(["positive_data_acceptance"])
"""A schema cannot say that a question needs a letter, or which plans there are."""


def test_the_description_holds_the_interfaces_for_programs_alone() -> None:
    assert {operation.path.split("/")[1] for operation in OPERATIONS} == {"healthz", "readyz", "api", "v1"}


@pytest.mark.parametrize(
    ("operation", "mode"), CASES, ids=[f"{found.label}, {mode.value}" for found, mode in CASES]
)
def test_every_route_keeps_to_its_description(operation: Any, mode: GenerationMode) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def keeps(case: Any) -> None:
        case.call_and_validate(excluded_checks=NOT_IN_SCHEMAS)

    keeps()
