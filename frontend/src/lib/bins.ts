/** Stretches of time of equal unit, for charts over time. */
import type { CountRow } from './types';

export type Unit = 'day' | 'month' | 'year';

export interface Bin {
  key: string;
  start: string;
  end: string;
  n: number;
  dated: number;
  killed: number;
}

const DAY = 86_400_000;
const utc = (iso: string): number => Date.parse(`${iso}T00:00Z`);
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The finest unit that keeps the bars of a span countable. */
export function unitFor(first: string | null, last: string | null): Unit {
  if (!first || !last) return 'month';
  const days = (utc(last) - utc(first)) / DAY;
  return days <= 150 ? 'day' : days <= 366 * 45 ? 'month' : 'year';
}

/** Every bin from the first that holds something to the last, the empty ones between them too. */
export function bins(rows: readonly CountRow[], unit: Unit, within: { since: string | null; until: string | null } = { since: null, until: null }): Bin[] {
  const dated = rows.filter((row): row is CountRow & { key: string } => row.key !== null);
  const byKey = new Map(dated.map((row) => [row.key, row]));
  const keys = [...byKey.keys()].sort();
  // Between given days every bin is there; an event that began before them counts at its own first day and falls out.
  const first = within.since ? keyOf(within.since, unit) : keys[0];
  const last = within.until ? keyOf(within.until, unit) : keys.at(-1);
  if (!first || !last) return [];
  const found: Bin[] = [];
  for (let key = first; key <= last && found.length < 5000; key = next(key, unit)) {
    const row = byKey.get(key);
    found.push({ key, ...days(key, unit), n: row?.n ?? 0, dated: row?.dated ?? 0, killed: row?.killed.best ?? 0 });
  }
  return found;
}

const keyOf = (day: string, unit: Unit): string => day.slice(0, unit === 'day' ? 10 : unit === 'month' ? 7 : 4);

function next(key: string, unit: Unit): string {
  if (unit === 'year') return String(Number(key) + 1).padStart(4, '0');
  if (unit === 'day') return iso(utc(key) + DAY);
  const [year = 0, month = 1] = key.split('-').map(Number);
  return month === 12 ? `${String(year + 1).padStart(4, '0')}-01` : `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}`;
}

function days(key: string, unit: Unit): { start: string; end: string } {
  if (unit === 'day') return { start: key, end: key };
  if (unit === 'year') return { start: `${key}-01-01`, end: `${key}-12-31` };
  return { start: `${key}-01`, end: iso(utc(`${next(key, 'month')}-01`) - DAY) };
}
