"""What forms of the administration share: conflicts, histories, files, previews, translations."""
