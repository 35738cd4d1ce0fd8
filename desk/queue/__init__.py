"""What waits for staff: where it comes from, the page, and who takes care of it."""
