"""What the companies' side says to the map."""
