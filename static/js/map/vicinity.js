// What lies near a point, without looking at everything: things in squares. Knows x and y; knows nothing of what they are.

/** `reach`: how far off something may lie that is still found, in the unit of the things. */
export function createVicinity(reach, things = []) {
  const rows = new Map(); // row -> column -> things: small numbers as keys, a joined one would be made anew each time
  const square = (value) => Math.floor(value / reach);

  function add(thing) {
    const [row, column] = [square(thing.y), square(thing.x)];
    if (!rows.has(row)) rows.set(row, new Map());
    const inside = rows.get(row).get(column);
    if (inside) inside.push(thing);
    else rows.get(row).set(column, [thing]);
  }

  /** Whether the test holds for one within reach; some beyond are asked too. */
  function some({ x, y }, test) {
    const column = square(x);
    for (let row = square(y) - 1, last = row + 2; row <= last; row += 1) {
      const columns = rows.get(row);
      if (columns === undefined) continue;
      for (let right = -1; right <= 1; right += 1) {
        if (columns.get(column + right)?.some(test)) return true;
      }
    }
    return false;
  }

  for (const thing of things) add(thing);
  return { add, some };
}
