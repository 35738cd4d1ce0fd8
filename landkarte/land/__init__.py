"""The land under the map: outlines, rivers and names, as few bytes as they can be said in."""
