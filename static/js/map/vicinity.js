// What lies near a point, without looking at everything: things in squares. Knows x and y; knows nothing of what they are.

const COLUMNS = 2 ** 24; // more than a world has of the smallest squares, so that a pair fits one exact number

/** `reach`: how far off something may lie that is still found, in the unit of the things. */
export function createVicinity(reach, things = []) {
  const squares = new Map();
  const square = (value) => Math.floor(value / reach);

  function add(thing) {
    const key = square(thing.y) * COLUMNS + square(thing.x);
    const inside = squares.get(key);
    if (inside) inside.push(thing);
    else squares.set(key, [thing]);
  }

  /** Whether the test holds for one within reach; some beyond are asked too. */
  function some({ x, y }, test) {
    const column = square(x);
    for (let row = square(y) - 1, last = row + 2; row <= last; row += 1) {
      for (let right = -1; right <= 1; right += 1) {
        if (squares.get(row * COLUMNS + column + right)?.some(test)) return true;
      }
    }
    return false;
  }

  for (const thing of things) add(thing);
  return { add, some };
}
