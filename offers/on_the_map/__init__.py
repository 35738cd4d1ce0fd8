"""What the catalogue says to the map."""
