"""What runs without a hand: jobs, letters and the daily run."""
