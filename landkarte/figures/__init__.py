"""What the map counts and tells of many entries."""
