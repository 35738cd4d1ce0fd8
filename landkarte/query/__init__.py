"""The query: what an address names, and what follows from it."""
