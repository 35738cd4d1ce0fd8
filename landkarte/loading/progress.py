"""A progress bar for files that take a while, on terminals only."""

from tqdm import tqdm

LONG = 500  # rows


def with_progress(steps, label, *, rows):
    """The same steps; a bar on standard error when it is about many rows and somebody watches."""
    return tqdm(steps, desc=label, disable=None if rows >= LONG else True, leave=False)
