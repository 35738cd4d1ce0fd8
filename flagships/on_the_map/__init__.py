"""What the flagships say to the map."""
