"""The pages on which staff decide what companies have sent in."""
