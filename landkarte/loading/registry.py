"""Which file of the data folder is loaded by what, in which order."""

_steps = {}


def register(file_name, load):
    """Load files of this name by `load(path)`, after all that were registered before.

    ValueError when the name already has a step.
    """
    if file_name in _steps:
        raise ValueError(f"{file_name} already has a loading step.")
    _steps[file_name] = load


def steps():
    """Pairs of file name and function, in the order in which they must run."""
    return list(_steps.items())
