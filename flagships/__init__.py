"""THE SHOWCASE: the flagship projects and their partners."""
