/** The base map: Natural Earth's countries from the world-atlas package, built in, so that no map is fetched from elsewhere. */
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon, Position } from 'geojson';
import { iso31661NumericToAlpha2 } from 'iso-3166';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import coarseUrl from 'world-atlas/countries-110m.json?url';
import fineUrl from 'world-atlas/countries-50m.json?url';
import { labelPoint } from './geometry';

interface CountryProperties {
  /** ISO 3166-1 alpha-2; empty where Natural Earth gives no number. */
  code: string;
  name: string;
}

export interface World {
  countries: FeatureCollection<Polygon | MultiPolygon, CountryProperties>;
  labels: FeatureCollection<Point, CountryProperties & { area: number }>;
}

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

const loaded = new Map<string, Promise<World>>();

/** Countries at 1:110 million, which come quickly, or at 1:50 million. */
export function world(scale: 'coarse' | 'fine'): Promise<World> {
  const url = scale === 'coarse' ? coarseUrl : fineUrl;
  let found = loaded.get(url);
  if (!found) {
    found = fetch(url).then(async (answer) => drawn((await answer.json()) as Atlas));
    loaded.set(url, found);
  }
  return found;
}

function drawn(atlas: Atlas): World {
  const shapes = feature(atlas, atlas.objects.countries).features as Feature<Polygon | MultiPolygon, { name: string }>[];
  const numbers = iso31661NumericToAlpha2 as Record<string, string>;
  const countries = shapes.map((shape) => ({
    ...shape,
    geometry: unbroken(shape.geometry),
    properties: named(numbers[String(shape.id ?? '').padStart(3, '0')] ?? numbers[String(Number(shape.id))] ?? '', shape.properties.name),
  }));
  const labels = countries.map((shape) => {
    const polygons = shape.geometry.type === 'Polygon' ? [shape.geometry.coordinates] : shape.geometry.coordinates;
    const { at, area } = labelPoint(polygons);
    return { type: 'Feature' as const, properties: { ...shape.properties, area }, geometry: { type: 'Point' as const, coordinates: at } };
  });
  return { countries: { type: 'FeatureCollection', features: countries }, labels: { type: 'FeatureCollection', features: labels } };
}

const names = new Intl.DisplayNames(['en'], { type: 'region' });

/** Natural Earth abbreviates some names; the browser knows them whole. */
const named = (code: string, name: string): CountryProperties => ({ code, name: code ? (names.of(code) ?? name) : name });

/** A shape over the 180th meridian goes on beyond it instead of leaping across the whole map. */
function unbroken(geometry: Polygon | MultiPolygon): Polygon | MultiPolygon {
  if (geometry.type === 'Polygon') return { ...geometry, coordinates: geometry.coordinates.map(unwrapped) };
  return { ...geometry, coordinates: geometry.coordinates.map((polygon) => polygon.map(unwrapped)) };
}

function unwrapped(line: Position[]): Position[] {
  let shift = 0;
  return line.map(([lon = 0, lat = 0], n) => {
    const before = line[n - 1]?.[0] ?? lon;
    if (lon - before > 180) shift -= 360;
    else if (lon - before < -180) shift += 360;
    return [lon + shift, lat];
  });
}
