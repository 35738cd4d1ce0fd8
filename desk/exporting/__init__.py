"""Lists of entries that staff take out."""
