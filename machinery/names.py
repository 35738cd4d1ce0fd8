"""Things that are known by their names: sources, checks, actions, columns and the like."""


def by_name(things):
    """Name -> thing, in their order. ValueError when two have the same name."""
    found = {}
    for thing in things:
        if thing.name in found:
            raise ValueError(f"Two things are called {thing.name}.")
        found[thing.name] = thing
    return found
