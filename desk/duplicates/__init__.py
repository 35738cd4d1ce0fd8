"""Entries that may be the same: found, compared, made one, and taken apart again."""
