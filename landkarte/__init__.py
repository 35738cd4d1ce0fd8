"""THE MAP: entries, the query, its pages and its API."""
