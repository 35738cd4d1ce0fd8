// Asks the server what the map draws: once per query, and after each move as long as it answers with cells. Knows the map's API; draws nothing.

const PAUSE = 150; // milliseconds after a move
const PADDING = 0.3; // of the view on each side

/**
 * `filter()`: the query as text. `onAnswer(answer)`: for a new query; null when the server refused it. `onCells(answer)`: after a move.
 * `onFailure()`: nothing could be fetched. `onPending(isPending)`: whether an answer is due, from the move on that needs it.
 */
export function createMapAnswer(map, { url, filter, onAnswer, onCells, onFailure, onPending = () => {} }) {
  let request = new AbortController();
  let inCells = false;
  let isAwaited = false; // the answer for a new query: a move must not take its place
  let hasMoved = false; // meanwhile
  let timer;

  async function fetchAnswer(parameters, onReady) {
    onPending(true);
    clearTimeout(timer);
    request.abort();
    request = new AbortController();
    const { signal } = request;
    try {
      const query = new URLSearchParams(filter());
      for (const [name, value] of Object.entries(parameters(query))) query.set(name, value);
      const response = await fetch(`${url}?${query}`, { signal, headers: { Accept: "application/json" } });
      if (!response.ok && response.status !== 400) throw new Error(`${url} answered ${response.status}`);
      const answer = response.ok ? await response.json() : null;
      if (signal.aborted) return;
      onPending(false);
      onReady(answer);
    } catch {
      if (signal.aborted) return;
      onPending(false);
      isAwaited = false;
      onFailure();
    }
  }

  function refresh() {
    isAwaited = true;
    hasMoved = false;
    return fetchAnswer(
      () => ({ zoom: cellZoom() }),
      (answer) => {
        isAwaited = false;
        inCells = Boolean(answer?.cells);
        onAnswer(answer);
        if (hasMoved) followSoon();
      },
    );
  }

  function follow() {
    return fetchAnswer(
      (query) => ({ zoom: cellZoom(), bbox: intersection(viewOf(map), query.get("bbox")) }),
      (answer) => answer && onCells(answer),
    );
  }

  function followSoon() {
    hasMoved = isAwaited;
    if (!inCells || isAwaited) return;
    onPending(true);
    clearTimeout(timer);
    timer = setTimeout(follow, PAUSE);
  }

  function cellZoom() {
    return Math.round(map.getZoom()); // the server sums for whole levels
  }

  map.on("moveend", followSoon);

  return { refresh };
}

function viewOf(map) {
  const view = map.getBounds().pad(PADDING);
  return [Math.max(view.getWest(), -180), Math.max(view.getSouth(), -85), Math.min(view.getEast(), 180), Math.min(view.getNorth(), 85)];
}

/** The part of the view inside the query's own bbox; that bbox itself when they lie apart. All as west,south,east,north. */
export function intersection(view, bbox) {
  if (!bbox) return text(view);
  const limits = bbox.split(",").map(Number);
  const both = view.map((value, side) => (side < 2 ? Math.max(value, limits[side]) : Math.min(value, limits[side])));
  return both[0] < both[2] && both[1] < both[3] ? text(both) : bbox;
}

function text(box) {
  return box.map((degrees) => degrees.toFixed(6)).join(",");
}
