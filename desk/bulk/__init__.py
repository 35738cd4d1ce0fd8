"""One change to many entries: chosen, told in advance, done as a job."""
