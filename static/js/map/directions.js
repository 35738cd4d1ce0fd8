// Which of several spots an arrow key leads to. Knows points; knows no DOM and no map.

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

export function isArrow(key) {
  return key in WAYS;
}

/**
 * The spot nearest to `start` in the quarter that the key points at, or else in that half; undefined when nothing lies there.
 * Spots: { x, y }, y downwards.
 */
export function neighbour(spots, start, key) {
  const [right, down] = WAYS[key];
  let best;
  for (const spot of spots) {
    const along = (spot.x - start.x) * right + (spot.y - start.y) * down;
    const aside = Math.abs((spot.x - start.x) * down) + Math.abs((spot.y - start.y) * right);
    if (along <= 0) continue;
    const rank = { spot, isAside: aside > along, distance: Math.hypot(along, aside) };
    if (!best || rank.isAside < best.isAside || (rank.isAside === best.isAside && rank.distance < best.distance)) best = rank;
  }
  return best?.spot;
}
