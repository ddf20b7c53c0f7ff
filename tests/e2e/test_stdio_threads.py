"""What is tested of standard input, where threads read it, as they do on Windows."""

import sys

import pytest

from e2e import test_stdio

WITH_THREADS = """
import sys
from litnotes_server import cli, stdio
stdio.is_possible = lambda: False
sys.exit(cli.main([]))
"""

test_a_message_may_come_letter_by_letter = test_stdio.test_a_message_may_come_letter_by_letter
test_many_messages_may_come_at_once = test_stdio.test_many_messages_may_come_at_once
test_a_client_that_dies_within_a_message = test_stdio.test_a_client_that_dies_within_a_message
test_a_header_without_end = test_stdio.test_a_header_without_end


@pytest.fixture(autouse=True)
def _threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_stdio, "SERVER", [sys.executable, "-c", WITH_THREADS])
