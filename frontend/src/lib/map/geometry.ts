import type { Feature, Polygon, Position } from 'geojson';

const EARTH_KM = 6371;
const STEPS = 48;

/** A circle of so many kilometres on the globe, as a polygon. */
export function ring(lon: number, lat: number, km: number, properties: Record<string, unknown> = {}): Feature<Polygon> {
  const angle = km / EARTH_KM;
  const phi = (lat * Math.PI) / 180;
  const points: Position[] = [];
  for (let step = 0; step <= STEPS; step += 1) {
    const bearing = (2 * Math.PI * step) / STEPS;
    const y = Math.asin(Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing));
    const x = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(phi), Math.cos(angle) - Math.sin(phi) * Math.sin(y));
    points.push([lon + (x * 180) / Math.PI, (y * 180) / Math.PI]);
  }
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [points] } };
}

/** The zoom from which a circle has so many pixels of radius: a smaller one lies under its own badge. */
export function seenFrom(lat: number, km: number, pixels: number): number {
  const kmAPixel = km / pixels;
  return Math.log2((78.271516964 * Math.cos((lat * Math.PI) / 180)) / kmAPixel);
}

export type Box = [west: number, south: number, east: number, north: number];

export function parseBox(text: string | null): Box | null {
  const parts = text?.split(',').map(Number) ?? [];
  return parts.length === 4 && parts.every(Number.isFinite) ? (parts as unknown as Box) : null;
}

export function boxPolygon([west, south, east, north]: Box): Feature<Polygon> {
  const right = east < west ? east + 360 : east;
  return {
    type: 'Feature',
    properties: {},
    geometry: { type: 'Polygon', coordinates: [[[west, south], [right, south], [right, north], [west, north], [west, south]]] },
  };
}

/** The middle of the largest part of a shape, weighted by its area: where its name is written. */
export function labelPoint(polygons: Position[][][]): { at: Position; area: number } {
  let best = { at: [0, 0] as Position, area: 0 };
  for (const polygon of polygons) {
    const found = centroid(polygon[0] ?? []);
    if (found.area > best.area) best = found;
  }
  return best;
}

function centroid(points: Position[]): { at: Position; area: number } {
  let twice = 0;
  let x = 0;
  let y = 0;
  for (let n = 0; n < points.length - 1; n += 1) {
    const [ax = 0, ay = 0] = points[n] ?? [];
    const [bx = 0, by = 0] = points[n + 1] ?? [];
    const cross = ax * by - bx * ay;
    twice += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return twice === 0 ? { at: points[0] ?? [0, 0], area: 0 } : { at: [x / (3 * twice), y / (3 * twice)], area: Math.abs(twice / 2) };
}
