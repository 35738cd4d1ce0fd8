"""What happens once a night: modules register their tasks here, and the daily run does them all."""

_tasks = {}


def register(name, do):
    """`do()` does the task and returns how many rows that were; done twice, or after a gap, it does no harm.
    ValueError when the name is taken."""
    if name in _tasks:
        raise ValueError(f"There is a task {name} already.")
    _tasks[name] = do


def tasks():
    """Name -> what does it, in the order of their registration."""
    return dict(_tasks)
