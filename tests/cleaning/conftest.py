"""What tests of lenient cleaners share."""

import pytest

from clusternet.cleaning.options import Options
from clusternet.cleaning.registry import CLEANERS
from clusternet.cleaning.unclean import Unclean


@pytest.fixture(scope="session")
def outcome():
    """Return the text and the change a cleaner makes of a text."""

    def text_and_change(cleaner, text, **options):
        found = CLEANERS[cleaner](text, Options(**options))
        return found.text, found.change

    return text_and_change


@pytest.fixture(scope="session")
def refusal():
    """Return the rule a text breaks, and the reason, empty where the rule says enough."""

    def rule_and_reason(cleaner, text, **options):
        with pytest.raises(Unclean) as caught:
            CLEANERS[cleaner](text, Options(**options))
        return caught.value.rule, caught.value.reason

    return rule_and_reason
