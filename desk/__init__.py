"""THE DESK: all that staff see. It stands on top and imports what it shows."""
