"""Forms of the companies' side."""
