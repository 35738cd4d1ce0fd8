// Web Mercator: degrees (WGS 84) to world units from 0 to 1 and back. Knows the projection; knows no pixels on screen and no Leaflet.
//
// Formulas of EPSG:3857 on the unit square, as in https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames
// (x grows to the east from 180° W, y grows to the south from 85.0511° N).

const TILE_SIZE = 256;
const HALF_TURN = 180;

export function worldX(longitude) {
  return longitude / (2 * HALF_TURN) + 0.5;
}

export function worldY(latitude) {
  const radians = (latitude * Math.PI) / HALF_TURN;
  return 0.5 - Math.asinh(Math.tan(radians)) / (2 * Math.PI);
}

export function longitudeOf(x) {
  return (x - 0.5) * 2 * HALF_TURN;
}

export function latitudeOf(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * HALF_TURN) / Math.PI;
}

/** Width of the whole world in pixels at a zoom level: the scale that Leaflet's `map.project` uses too. */
export function worldSize(zoom) {
  return TILE_SIZE * 2 ** zoom;
}
