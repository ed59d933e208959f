/** From the columns that the API gives to what the map draws: points, areas and countries, each as exact as it is known. */
import type { Feature, FeatureCollection, Point, Polygon } from 'geojson';
import { familyOf, FAMILIES } from '$lib/families';
import type { Cells, Points } from '$lib/types';
import { ring, seenFrom } from './geometry';

/** Pixels: about a badge's size and half as much again. */
const RING_SEEN = 16;

/** Places known no better than this are drawn as rings. */
const POINT_KM = 5;
export const HOLLOW_BELOW = 0.6;

export interface Area {
  lon: number;
  lat: number;
  km: number;
  rows: number[];
}

export interface Gathered {
  points: FeatureCollection<Point>;
  rings: FeatureCollection<Polygon>;
  centres: FeatureCollection<Point>;
  areas: Area[];
  countries: Map<string, number[]>;
  shown: number;
}

export interface Period {
  since: string | null;
  until: string | null;
}

export function gather(points: Points, { since, until }: Period, group: (type: string) => string | undefined): Gathered {
  const families = points.types.map((type) => FAMILIES.indexOf(familyOf(group(type))));
  const features: Feature<Point>[] = [];
  const areas = new Map<string, Area>();
  const countries = new Map<string, number[]>();
  const country = points.precisions?.indexOf('country') ?? -2;
  let shown = 0;
  for (let row = 0; row < points.ids.length; row += 1) {
    const day = points.day[row] ?? null;
    if ((since && (!day || day < since)) || (until && (!day || day > until))) continue;
    shown += 1;
    const lon = points.lon[row] ?? null;
    const lat = points.lat[row] ?? null;
    const code = points.countries?.[points.country?.[row] ?? -1];
    if (lon === null || lat === null || points.precision?.[row] === country) {
      if (code) add(countries, code, row);
      continue;
    }
    const km = points.radius_km[row] ?? 0;
    if (km > POINT_KM) {
      const key = `${lon},${lat},${km}`;
      const area = areas.get(key) ?? { lon, lat, km, rows: [] };
      area.rows.push(row);
      areas.set(key, area);
      continue;
    }
    features.push({
      type: 'Feature',
      properties: { row, f: families[points.type[row] ?? 0] ?? FAMILIES.length - 1, hollow: (points.confidence[row] ?? 1) < HOLLOW_BELOW },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    });
  }
  const drawn = [...areas.values()].sort((a, b) => b.km - a.km);
  return {
    points: { type: 'FeatureCollection', features },
    rings: { type: 'FeatureCollection', features: drawn.map((area, n) => ring(area.lon, area.lat, area.km, { n, z: Math.floor(seenFrom(area.lat, area.km, RING_SEEN)) })) },
    centres: {
      type: 'FeatureCollection',
      features: drawn.map((area, n) => ({ type: 'Feature', properties: { n, count: area.rows.length }, geometry: { type: 'Point', coordinates: [area.lon, area.lat] } })),
    },
    areas: drawn,
    countries,
    shown,
  };
}

function add(to: Map<string, number[]>, key: string, row: number): void {
  const rows = to.get(key);
  if (rows) rows.push(row);
  else to.set(key, [row]);
}

/** A sum for each cell of a map: of events at places that are known, or of such as lie somewhere in a wider area. */
export function summed(cells: Cells): FeatureCollection<Point> {
  const exact = new Set(['exact', 'near'].map((name) => cells.precisions.indexOf(name)));
  const at = new Map<string, Feature<Point>>();
  cells.n.forEach((n, i) => {
    const lon = cells.lon[i] ?? 0;
    const lat = cells.lat[i] ?? 0;
    const known = exact.has(cells.precision[i] ?? -1);
    const key = `${lon},${lat},${known}`;
    const found = at.get(key);
    if (found) found.properties!['n'] += n;
    else at.set(key, { type: 'Feature', properties: { n, known, degrees: cells.degrees }, geometry: { type: 'Point', coordinates: [lon, lat] } });
  });
  return { type: 'FeatureCollection', features: [...at.values()].sort((a, b) => a.properties!['n'] - b.properties!['n']) };
}
