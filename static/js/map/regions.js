// Districts and municipalities: fetched once, and asked for the town nearest to a point. Knows the regions' GeoJSON; draws nothing.

import { worldX, worldY } from "./mercator.js";

const TOWN = 20_000; // inhabitants of a place that people know the direction of

const asked = new Map(); // url -> promise

/** The regions: { districts: GeoJSON features, places: [{ ags, name, population, x, y }] with x, y in world units, largest first }. */
export function loadRegions(url) {
  if (!asked.has(url)) asked.set(url, fetchRegions(url));
  asked.get(url).catch(() => asked.delete(url)); // the next one tries again
  return asked.get(url);
}

async function fetchRegions(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return readRegions(await response.json());
}

export function readRegions({ features }) {
  const districts = features.filter(({ geometry }) => geometry && geometry.type !== "Point");
  const places = features.filter(({ geometry }) => geometry?.type === "Point").map(({ properties, geometry }) => ({
    ags: properties.ags,
    name: properties.name,
    population: properties.population ?? 0,
    x: worldX(geometry.coordinates[0]),
    y: worldY(geometry.coordinates[1]),
  }));
  places.sort((one, other) => other.population - one.population);
  return { districts, places };
}

/** The town nearest to a point in world units, or undefined when no place is known. */
export function nearestTown(places, { x, y }) {
  let nearest;
  let shortest = Infinity;
  for (const place of places) {
    if (place.population < TOWN) break;
    const distance = Math.hypot(place.x - x, place.y - y);
    if (distance < shortest) {
      nearest = place;
      shortest = distance;
    }
  }
  return nearest;
}
