"""What the fuzz tests share; `pytest tests/fuzz --hypothesis-profile=fuzz` looks for hours, not seconds."""

import re

import pytest
from hypothesis import settings

collect_ignore_glob = ["atheris_*.py"]  # they need a package of their own

settings.register_profile("fuzz", max_examples=20_000, deadline=None)


@pytest.fixture(scope="session")
def told():
    """Check that an error is one sentence: what, where, what to do."""

    def check(error):
        assert re.fullmatch(r"[^\n]+: [^\n]+\.", str(error))

    return check
