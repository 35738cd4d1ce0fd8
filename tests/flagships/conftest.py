"""What the showcase's tests share."""

import pytest
from django.utils import timezone


@pytest.fixture
def set_clock(monkeypatch):
    """Sets the server's clock to a moment."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)
