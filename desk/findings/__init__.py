"""What does not fit together on the map: what is checked, and the list of what was found."""
