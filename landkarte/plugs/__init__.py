"""Where apps above plug in what the map shows of them."""
