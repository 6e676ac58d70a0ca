"""Locators, labels and spans of the five plans."""

from collections.abc import Iterator, Mapping

import pytest
import yaml

from assistant.answering.citing import citation_spans
from assistant.types import ParsedPlan, PassageKind
from tests.parsing.conftest import TASKS
from tests.parsing.documents import at_spans, find
