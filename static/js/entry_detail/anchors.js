// Where icons of 24 pixels sit about their point, so that those at one spot stand in a ring and none lies under another. Knows numbers only.

const HALF = 12;
const AWAY = 27; // pixels from the centre, where an entry's larger shape may be

/** For each place [latitude, longitude] the pixel [x, y] of its icon that lies on it. `centre`: a place that is taken already. */
export function anchors(places, centre) {
  const isAt = (one) => (other) => one[0] === other[0] && one[1] === other[1];
  return places.map((place, index) => {
    const together = places.filter(isAt(place)).length;
    if (together === 1 && !isAt(place)(centre)) return [HALF, HALF];
    const turn = places.slice(0, index).filter(isAt(place)).length / together;
    const angle = 2 * Math.PI * turn - Math.PI / 4;
    return [HALF - AWAY * Math.cos(angle), HALF - AWAY * Math.sin(angle)].map(Math.round);
  });
}
