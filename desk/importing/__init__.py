"""Brings a file of staff onto the map: read, mapped, tried out, applied part by part, and undone as one."""
