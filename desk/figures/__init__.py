"""The dashboard and the yearly report: what is counted, and how it is shown."""
