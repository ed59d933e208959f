import { t } from './en';
import type { Casualty, Range, Value, When, Where } from './types';

const LOCALE = 'en-GB';
const whole = new Intl.NumberFormat(LOCALE);
const short = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });
const dayFormat = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const dayMonth = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const monthFormat = new Intl.DateTimeFormat(LOCALE, { month: 'short', year: 'numeric', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });

export const number = (value: number): string => whole.format(value);
export const compact = (value: number): string => short.format(value);
export const percent = (share: number): string => `${Math.round(share * 100)} %`;
export const day = (iso: string): string => dayFormat.format(new Date(`${iso.slice(0, 10)}T00:00Z`));
export const month = (iso: string): string => monthFormat.format(new Date(`${iso.slice(0, 7)}-01T00:00Z`));
const hour = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short' });
/** The time of day of a moment, where its day stands above. */
export const clock = (iso: string): string => hour.format(new Date(iso));
export const at = (iso: string): string => moment.format(new Date(iso));

/** A label inside a sentence: "Side A" is "side A". */
export const inside = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);

/** The days of an event, no finer than they are known. */
export function when(value: When): string {
  const { start, end, precision } = value;
  if (!start && !end) return t.unknown.when;
  if (!start) return t.upTo(day(end ?? ''));
  if (!end) return t.from(day(start));
  if (start === end) return day(start);
  if (precision === 'month' && start.slice(0, 7) === end.slice(0, 7)) return month(start);
  if (precision === 'year' && start.slice(0, 4) === end.slice(0, 4) && start.endsWith('01-01') && end.endsWith('12-31')) return start.slice(0, 4);
  return `${start.slice(0, 4) === end.slice(0, 4) ? dayMonth.format(new Date(`${start}T00:00Z`)) : day(start)} – ${day(end)}`;
}

/** A place by its name and what it lies in; the country's name is given by `country`. */
export function where(place: Where, country: (code: string | null) => string): string {
  const parts = [place.name, place.admin1, country(place.country)].filter((part): part is string => Boolean(part));
  const told = parts.filter((part, n) => parts.indexOf(part) === n);
  return told.length ? told.join(', ') : t.unknown.where;
}

/** "40", "at least 40", "40–137". */
export function range(value: Range | null): string {
  if (!value || (value.low === null && value.best === null && value.high === null)) return t.unknown.number;
  const { low, best, high } = value;
  if (low !== null && high !== null) return low === high ? number(low) : `${number(low)}–${number(high)}`;
  if (low !== null) return t.atLeast(number(low));
  if (high !== null) return t.atMost(number(high));
  return number(best ?? 0);
}

/** The same with the best figure where it is not one of the bounds. */
export function rangeWithBest(value: Range | null): string {
  const told = range(value);
  const { low, best, high } = value ?? {};
  return value && best != null && low !== high && best !== (high === null ? low : undefined) ? t.withBest(told, number(best)) : told;
}

export function casualty(value: Casualty, words: { outcome: (id: string) => string }): string {
  const group = value.group === 'unknown' ? '' : ` · ${t.groups[value.group] ?? value.group}`;
  return `${rangeWithBest(value)} ${words.outcome(value.outcome).toLowerCase()}${group}`;
}

export const isWhen = (value: Value): value is When => typeof value === 'object' && value !== null && 'precision' in value && 'start' in value;
export const isWhere = (value: Value): value is Where => typeof value === 'object' && value !== null && 'latitude' in value;
export const isCasualty = (value: Value): value is Casualty => typeof value === 'object' && value !== null && 'outcome' in value;

/** A day moved by some days, as ISO. */
export function addDays(iso: string, days: number): string {
  const found = new Date(`${iso}T00:00Z`);
  found.setUTCDate(found.getUTCDate() + days);
  return found.toISOString().slice(0, 10);
}
