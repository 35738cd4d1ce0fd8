"""COMPANIES' SIDE: memberships, drafts, submissions, review, freshness."""
