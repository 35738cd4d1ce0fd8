// Where icons of 24 pixels sit about their point, so that those at one spot stand in a ring and none lies under another. Knows numbers only.

const HALF = 12;
const BESIDE = 17; // pixels from the common point
const AROUND = 35; // the same when an entry's ringed shape stands there

const RINGED = 24; // radius of the entry's own shape with its ring

const isAt = (one) => (other) => one[0] === other[0] && one[1] === other[1];

/** Pixels about a place that icons take: those of `places`, and the ringed one at `centre`. */
export function reach(place, places, centre) {
  const together = places.filter(isAt(place)).length;
  if (isAt(place)(centre)) return together > 0 ? AROUND + HALF : RINGED;
  return together > 1 ? BESIDE + HALF : HALF;
}

/** For each place [latitude, longitude] the pixel [x, y] of its icon that lies on it. `centre`: a place that is taken already. */
export function anchors(places, centre) {
  return places.map((place, index) => {
    const together = places.filter(isAt(place)).length;
    const away = isAt(place)(centre) ? AROUND : together > 1 ? BESIDE : 0;
    const turn = places.slice(0, index).filter(isAt(place)).length / together;
    const angle = 2 * Math.PI * turn - Math.PI / 4;
    return [HALF - away * Math.cos(angle), HALF - away * Math.sin(angle)].map(Math.round);
  });
}
