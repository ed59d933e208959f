/** An event's values, each beside what was said for it and what was said otherwise. */
import type { Account, Casualty, Claim, EventPage, EventWhole, Evidence, Excerpt, ReportLabel, Value } from './types';

export const FIELDS = ['type', 'status', 'when', 'where', 'participants', 'casualties', 'weapons', 'qualifiers', 'main'] as const;
export type Field = (typeof FIELDS)[number];

const LISTS: readonly Field[] = ['participants', 'casualties', 'weapons', 'qualifiers'];
export const isList = (field: Field): boolean => LISTS.includes(field);

export interface Held {
  path: string;
  field: Field;
  value: Value;
  evidence: Evidence[];
}

export interface Said extends Claim {
  report: string;
}

export interface FieldShown {
  field: Field;
  held: Held[];
  /** Claims of this field that no held value rests on. */
  others: Said[];
}

export function fieldsOf(page: EventPage): FieldShown[] {
  const claims = page.accounts.flatMap((account: Account) => account.claims.map((claim) => ({ ...claim, report: account.report })));
  return FIELDS.map((field) => {
    const held = valuesOf(page.event, field).map(({ path, value }) => ({ path, field, value, evidence: page.event.evidence.filter((one) => one.field === path) }));
    const used = new Set(held.flatMap((one) => one.evidence.map((e) => `${e.report ?? ''}:${e.start}:${e.end}`)));
    const others = claims.filter((claim) => claim.field === field && !claim.spans.some((span) => used.has(`${claim.report}:${span.start}:${span.end}`)));
    return { field, held, others };
  }).filter(({ held, others }) => held.length > 0 || others.length > 0);
}

export function valuesOf(event: EventWhole, field: Field): { path: string; value: Value }[] {
  if (isList(field)) return (event[field as 'participants'] as Value[]).map((value, n) => ({ path: `${field}[${n}]`, value }));
  return [{ path: field, value: event[field as 'type'] as Value }];
}

/** The sentences around some words, cut where they stand: before, the words, after. */
export function around(excerpts: Excerpt[] | undefined, start: number, end: number): [string, string, string] | null {
  const found = excerpts?.find((excerpt) => excerpt.start <= start && end <= excerpt.end);
  if (!found) return null;
  // Offsets count code points, as Python does; a string here counts UTF-16 units.
  const letters = Array.from(found.text);
  const cut = (a: number, b: number): string => letters.slice(Math.max(0, a - found.start), Math.max(0, b - found.start)).join('');
  return [cut(found.start, start), cut(start, end), cut(end, found.end)];
}

export interface Figure {
  value: Casualty;
  said_by: string | null;
  report: ReportLabel | undefined;
}

/** Every figure of each outcome and group that at least two claims give, oldest report first. */
export function figures(page: EventPage): { outcome: string; group: string; rows: Figure[] }[] {
  const reports = new Map(page.reports.map((report) => [report.id, report]));
  const found = new Map<string, Figure[]>();
  for (const account of page.accounts) {
    for (const claim of account.claims) {
      if (claim.field !== 'casualties') continue;
      const value = claim.value as Casualty;
      const rows = found.get(`${value.outcome} ${value.group}`) ?? [];
      const same = rows.some((row) => row.report?.id === account.report && row.said_by === claim.said_by && sameRange(row.value, value));
      if (!same) rows.push({ value, said_by: claim.said_by, report: reports.get(account.report) });
      found.set(`${value.outcome} ${value.group}`, rows);
    }
  }
  return [...found]
    .filter(([, rows]) => rows.length > 1)
    .map(([key, rows]) => {
      const [outcome = '', group = ''] = key.split(' ');
      return { outcome, group, rows: rows.sort((a, b) => (a.report?.published ?? '').localeCompare(b.report?.published ?? '')) };
    });
}

const sameRange = (a: Casualty, b: Casualty): boolean => a.low === b.low && a.best === b.best && a.high === b.high;
