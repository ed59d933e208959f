import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { FAMILIES } from '$lib/families';
import { token } from '$lib/theme.svelte';

const EMPTY = { type: 'FeatureCollection' as const, features: [] };
/** Above the deepest zoom of the map, so that events at one very place stay one badge and are never spread about. */
const CLUSTERED_TO = 17;

/** Pixels. */
const ABOVE: [number, number] = [0, -18];

/** The whole style in the colours of the theme; its data come later. */
export function style(tiles: string | null): StyleSpecification {
  return {
    version: 8,
    sources: {
      ...(tiles ? { tiles: { type: 'raster' as const, tiles: [tiles], tileSize: 256 } } : {}),
      // Borders need no more corners than can be seen: without a graphics card each one costs.
      countries: { type: 'geojson', data: EMPTY, attribution: '', tolerance: 1, buffer: 16 },
      labels: { type: 'geojson', data: EMPTY },
      held: { type: 'geojson', data: EMPTY },
      heldCounts: { type: 'geojson', data: EMPTY },
      rings: { type: 'geojson', data: EMPTY },
      centres: { type: 'geojson', data: EMPTY, cluster: true, clusterRadius: 36, clusterMaxZoom: 8, clusterProperties: { count: ['+', ['get', 'count']] } },
      points: { type: 'geojson', data: EMPTY, cluster: true, clusterRadius: 42, clusterMaxZoom: CLUSTERED_TO, maxzoom: CLUSTERED_TO + 1 },
      cells: { type: 'geojson', data: EMPTY },
      box: { type: 'geojson', data: EMPTY },
      lit: { type: 'geojson', data: EMPTY },
    },
    layers: layers(tiles !== null),
  };
}

const family = (): ExpressionSpecification => ['match', ['get', 'f'], ...FAMILIES.flatMap((name, n) => [n, token(`f-${name}`)]), token('f-other')] as unknown as ExpressionSpecification;

export function layers(tiles: boolean): LayerSpecification[] {
  const c = (name: string): string => token(name);
  const point = ['!', ['has', 'point_count']] as ExpressionSpecification;
  const cluster = ['has', 'point_count'] as ExpressionSpecification;
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': c('sea') } },
    ...(tiles
      ? [{ id: 'tiles', type: 'raster' as const, source: 'tiles' }]
      : [{ id: 'land', type: 'fill' as const, source: 'countries', paint: { 'fill-color': c('land'), 'fill-antialias': false } }]),
    { id: 'held', type: 'fill', source: 'held', paint: { 'fill-pattern': 'hatch', 'fill-opacity': 1 } },
    { id: 'held-line', type: 'line', source: 'held', paint: { 'line-color': c('doubt'), 'line-width': 1, 'line-opacity': 0.5 } },
    ...(tiles
      ? []
      : [
          { id: 'borders', type: 'line' as const, source: 'countries', paint: { 'line-color': c('border'), 'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.5, 6, 1.4] as ExpressionSpecification } },
          {
            id: 'names',
            type: 'symbol' as const,
            source: 'labels',
            // Small countries are named when there is room for them.
            filter: ['>=', ['get', 'area'], ['step', ['zoom'], 90, 2, 25, 3, 6, 4, 1.5, 5, 0]] as ExpressionSpecification,
            layout: {
              'text-field': ['get', 'name'] as ExpressionSpecification,
              'text-font': ['sans-serif'],
              'text-size': ['interpolate', ['linear'], ['zoom'], 1, 9, 4, 12, 7, 16] as ExpressionSpecification,
              'text-max-width': 7,
              'text-letter-spacing': 0.04,
              'symbol-sort-key': ['-', ['get', 'area']] as ExpressionSpecification,
              'text-padding': 6,
            },
            paint: { 'text-color': c('muted'), 'text-halo-color': c('land'), 'text-halo-width': 1.2, 'text-opacity': 0.85 },
          },
        ]),
    { id: 'rings', type: 'fill', source: 'rings', filter: ['>=', ['zoom'], ['get', 'z']], paint: { 'fill-color': c('doubt'), 'fill-opacity': 0.09 } },
    { id: 'rings-line', type: 'line', source: 'rings', filter: ['>=', ['zoom'], ['get', 'z']], paint: { 'line-color': c('doubt'), 'line-width': 1.2, 'line-dasharray': [3, 2.5], 'line-opacity': 0.8 } },
    { id: 'box', type: 'line', source: 'box', paint: { 'line-color': c('accent'), 'line-width': 2, 'line-dasharray': [2, 1.5] } },
    { id: 'lit-fill', type: 'fill', source: 'lit', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': c('accent'), 'fill-opacity': 0.16 } },
    { id: 'lit-line', type: 'line', source: 'lit', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'line-color': c('accent'), 'line-width': 2 } },
    // Above the country's name, which stands at the same place.
    badge('held-badge', 'heldCounts', undefined, c('surface'), c('doubt'), 11, ABOVE),
    ...labelled('held-count', 'heldCounts', undefined, ['get', 'count'], c('doubt'), 11, ABOVE),
    badge('centre-badge', 'centres', undefined, c('surface'), c('doubt'), 11),
    ...labelled('centre-count', 'centres', undefined, ['get', 'count'], c('doubt')),
    {
      id: 'points',
      type: 'circle',
      source: 'points',
      filter: point,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 1, 4, 6, 6, 12, 8],
        'circle-color': ['case', ['get', 'hollow'], c('surface'), family()],
        'circle-stroke-color': ['case', ['get', 'hollow'], family(), c('surface')],
        'circle-stroke-width': ['case', ['get', 'hollow'], 2.5, 1.5],
      },
    },
    {
      id: 'clusters',
      type: 'circle',
      source: 'points',
      filter: cluster,
      paint: {
        'circle-color': c('accent'),
        'circle-opacity': 0.94,
        'circle-radius': ['interpolate', ['linear'], ['log10', ['get', 'point_count']], 0, 10, 1, 13, 2, 17, 3, 22, 4, 28, 5, 34],
        'circle-stroke-color': c('accent'),
        'circle-stroke-opacity': 0.25,
        'circle-stroke-width': 4,
      },
    },
    ...labelled('cluster-count', 'points', cluster, ['get', 'point_count_abbreviated'], c('on-accent'), 12),
    {
      id: 'cells',
      type: 'circle',
      source: 'cells',
      paint: {
        'circle-color': ['case', ['get', 'known'], c('accent'), c('surface')],
        'circle-opacity': ['case', ['get', 'known'], 0.8, 0.5],
        'circle-radius': ['interpolate', ['linear'], ['log10', ['get', 'n']], 0, 2.5, 2, 5, 4, 9, 6, 14],
        'circle-stroke-color': ['case', ['get', 'known'], c('accent'), c('doubt')],
        'circle-stroke-width': ['case', ['get', 'known'], 0, 1.2],
      },
    },
    {
      id: 'lit-point',
      type: 'circle',
      source: 'lit',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-radius': 11, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': c('accent'), 'circle-stroke-width': 3 },
    },
  ];
}

function badge(id: string, source: string, filter: ExpressionSpecification | undefined, fill: string, line: string, radius: number, shift: [number, number] = [0, 0]): LayerSpecification {
  return {
    id,
    type: 'circle',
    source,
    ...(filter ? { filter } : {}),
    paint: { 'circle-radius': radius, 'circle-color': fill, 'circle-stroke-color': line, 'circle-stroke-width': 1.5, 'circle-translate': shift },
  };
}

function labelled(id: string, source: string, filter: ExpressionSpecification | undefined, text: ExpressionSpecification, color: string, size = 11, shift: [number, number] = [0, 0]): LayerSpecification[] {
  return [
    {
      id,
      type: 'symbol',
      source,
      ...(filter ? { filter } : {}),
      layout: { 'text-field': ['to-string', text], 'text-font': ['sans-serif'], 'text-size': size, 'text-allow-overlap': true, 'text-ignore-placement': true },
      paint: { 'text-color': color, 'text-translate': shift },
    },
  ];
}

/** Diagonal lines in the colour of doubt, for countries of which nothing finer is known. */
export function hatch(): ImageData {
  const size = 8;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const draw = canvas.getContext('2d') as CanvasRenderingContext2D;
  draw.strokeStyle = token('doubt');
  draw.globalAlpha = 0.28;
  draw.lineWidth = 1;
  draw.beginPath();
  for (const shift of [-size, 0, size]) {
    draw.moveTo(shift, size);
    draw.lineTo(shift + size, 0);
  }
  draw.stroke();
  return draw.getImageData(0, 0, size, size);
}
