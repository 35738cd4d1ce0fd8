"""THE CATALOGUE: what KI.NRW offers, its events, and funding programmes."""
