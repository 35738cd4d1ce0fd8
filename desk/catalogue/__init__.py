"""The pages on which staff keep the catalogue and the flagships."""
