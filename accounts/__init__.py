"""WHO: the one entrance, its limits, staff and their roles."""
