"""What lists of the administration share: saved views, periods, what no list sends."""
