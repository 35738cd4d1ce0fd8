// The map's view as text for an address, zoom/latitude/longitude: `10/50.7760/6.0840`, or `8.35/…` where nobody has zoomed by hand. Knows the text; knows no map.

const FORM = /^(\d{1,2}(?:\.\d{1,2})?)\/(-?\d{1,2}(?:\.\d{1,8})?)\/(-?\d{1,3}(?:\.\d{1,8})?)$/;
const CLOSE = 13; // from here a place needs a fifth decimal: about a metre

export function writeView(zoom, { lat, lng }) {
  const decimals = zoom >= CLOSE ? 5 : 4;
  return [Number(zoom.toFixed(2)), lat.toFixed(decimals), lng.toFixed(decimals)].join("/");
}

/** { zoom, latitude, longitude }; undefined for nonsense and for what lies outside `limits`: { minZoom, maxZoom, west, south, east, north }. */
export function readView(text, { minZoom, maxZoom, west, south, east, north }) {
  const found = FORM.exec(text ?? "");
  if (!found) return undefined;
  const [zoom, latitude, longitude] = found.slice(1).map(Number);
  const isInside = latitude >= south && latitude <= north && longitude >= west && longitude <= east;
  return isInside && zoom >= minZoom && zoom <= maxZoom ? { zoom, latitude, longitude } : undefined;
}
