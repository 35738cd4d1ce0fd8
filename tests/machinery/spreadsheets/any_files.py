"""Files of any bytes, many of them nearly a table."""

from hypothesis import strategies as st

CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["", "company", "05315000", "50.9", "nan", "1e400", "2020", "2026-02-30", "a;b", "x" * 1200]
    ),
)


def files_with(columns):
    """A strategy of bytes; some are tables of these columns."""
    tables = st.builds(
        lambda columns, rows: "\n".join(",".join(row) for row in [columns, *rows]),
        st.permutations(columns),
        st.lists(st.lists(CELLS, min_size=len(columns), max_size=len(columns)), max_size=3),
    )
    return st.one_of(
        st.binary(max_size=200),
        st.builds(lambda tail: b"slug,kind,name\n" + tail, st.binary(max_size=200)),
        st.builds(lambda text: text.encode(), tables),
    )
