"""The pages on which staff keep entries and see regions."""
