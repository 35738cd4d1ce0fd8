"""What the map says and does with one entry."""
