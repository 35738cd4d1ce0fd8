"""Reads and writes tables as CSV and XLSX, within bounds; what stands in them it does not know."""
