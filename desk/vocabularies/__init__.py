"""Terms of the vocabularies: kept, retired and merged."""
