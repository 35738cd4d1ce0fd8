"""The pictures of docs/editors.md: a portal with invented entries, and what they are taken of."""
