/** The filters that every list, count and map share. Their names are the API's, and the query of the address holds them. */
export interface Filters {
  since: string | null;
  until: string | null;
  bbox: string | null;
  q: string | null;
  actor: string | null;
  country: string[];
  admin1: string[];
  type: string[];
  status: string[];
  place_precision: string[];
  when_precision: string[];
  review: string[];
  affiliates: boolean;
  main: string | null;
  min_killed: string | null;
  min_confidence: string | null;
  max_confidence: string | null;
}

const ONE = ['since', 'until', 'bbox', 'q', 'actor', 'main', 'min_killed', 'min_confidence', 'max_confidence'] as const;
const MANY = ['country', 'admin1', 'type', 'status', 'place_precision', 'when_precision', 'review'] as const;

export type OneKey = (typeof ONE)[number];
export type ManyKey = (typeof MANY)[number];
export type FilterKey = OneKey | ManyKey | 'affiliates';

export function fromQuery(query: URLSearchParams): Filters {
  const one = Object.fromEntries(ONE.map((key) => [key, query.get(key)])) as Record<OneKey, string | null>;
  const many = Object.fromEntries(MANY.map((key) => [key, query.getAll(key)])) as Record<ManyKey, string[]>;
  return { ...one, ...many, affiliates: query.get('affiliates') === 'true' };
}

/** The query with these filters in place of those it held; what else it holds (the map's view) stays. */
export function toQuery(filters: Filters, base: URLSearchParams = new URLSearchParams()): URLSearchParams {
  const query = new URLSearchParams(base);
  for (const key of [...ONE, ...MANY, 'affiliates']) query.delete(key);
  for (const key of ONE) if (filters[key]) query.set(key, filters[key]);
  for (const key of MANY) for (const value of filters[key]) query.append(key, value);
  if (filters.affiliates && filters.actor) query.set('affiliates', 'true');
  return query;
}

export function without(filters: Filters, ...keys: FilterKey[]): Filters {
  const empty = fromQuery(new URLSearchParams());
  return { ...filters, ...Object.fromEntries(keys.map((key) => [key, empty[key]])) };
}

export const isEmpty = (filters: Filters): boolean => toQuery(filters).size === 0;
