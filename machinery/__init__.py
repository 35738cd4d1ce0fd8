"""BENEATH: letters, jobs, limits, forms that count once, the data version. No entry, no page, no staff."""
