// What stands together: entries at one spot are one sign with their number, never shapes spread around it as if each had been measured. Knows numbers only.

const SINGLE = 12; // pixels that a shape takes about its place
const DISC = 16;
const RINGED = 24; // the entry's own shape with its ring
const BESIDE = 30; // pixels from the ringed shape to the disc of the others at its spot

const isAt = (one) => (other) => one[0] === other[0] && one[1] === other[1];

/** [{ place, members, isBeside }]: those at one place in their order; beside the entry's own shape where `own` stands there too. */
export function gathered(neighbours, own) {
  const groups = [];
  for (const neighbour of neighbours) {
    const group = groups.find(({ place }) => isAt(place)(neighbour.place));
    if (group) group.members.push(neighbour);
    else groups.push({ place: neighbour.place, members: [neighbour], isBeside: isAt(neighbour.place)(own) });
  }
  return groups;
}

/** The pixel [x, y] of a sign of this size that lies on its place. */
export function anchorOf({ isBeside }, size) {
  return isBeside ? [size / 2 - BESIDE, size / 2] : [size / 2, size / 2];
}

/** Pixels about a place that signs take: those of `places`, and the ringed one at `own`. */
export function reach(place, places, own) {
  const together = places.filter(isAt(place)).length;
  if (isAt(place)(own)) return together ? BESIDE + DISC : RINGED;
  return together > 1 ? DISC : SINGLE;
}
