/** A text cut at every edge of a mark: each piece knows which marks lie over it. */
import type { ReportMark } from './types';

export interface Piece {
  text: string;
  start: number;
  end: number;
  keys: string[];
  /** The kind that colours it: of several the most telling. */
  kind: string;
}

const TELLING = ['casualties', 'where', 'when', 'participants', 'weapons', 'type', 'qualifiers', 'status', 'main'];

export const keyOf = (event: string, field: string): string => `${event} ${field}`;
export const kindOf = (field: string): string => field.split(/[.[]/)[0] ?? field;

/** Offsets count code points. `focus` is words that a link points at; its edges cut, too. */
export function pieces(text: string, marks: readonly ReportMark[], focus: { start: number; end: number } | null): Piece[] {
  const letters = Array.from(text);
  const edges = new Set([0, letters.length]);
  const sound = marks.filter(({ start, end }) => start >= 0 && start < end && end <= letters.length);
  for (const { start, end } of focus ? [...sound, focus] : sound) {
    edges.add(Math.min(start, letters.length));
    edges.add(Math.min(end, letters.length));
  }
  const cuts = [...edges].sort((a, b) => a - b);
  const opening = [...sound].sort((a, b) => a.start - b.start);
  let next = 0;
  let open: ReportMark[] = [];
  const found: Piece[] = [];
  for (let n = 0; n < cuts.length - 1; n += 1) {
    const start = cuts[n] ?? 0;
    const end = cuts[n + 1] ?? 0;
    while (next < opening.length && (opening[next]?.start ?? Infinity) <= start) {
      open.push(opening[next] as ReportMark);
      next += 1;
    }
    open = open.filter((mark) => mark.end > start);
    // A day that is told by no more than the event's own word does not colour it.
    const kinds = open.filter((mark) => kindOf(mark.field) !== 'when' || !open.some((other) => kindOf(other.field) === 'type' && other.start === mark.start && other.end === mark.end)).map((mark) => kindOf(mark.field));
    found.push({
      text: letters.slice(start, end).join(''),
      start,
      end,
      keys: [...new Set(open.map((mark) => keyOf(mark.event, mark.field)))],
      kind: TELLING.find((kind) => kinds.includes(kind)) ?? kinds[0] ?? '',
    });
  }
  return found;
}
