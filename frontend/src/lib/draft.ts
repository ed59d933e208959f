/** A value under correction, as its form holds it. */
import type { Field } from './claims';
import type { Casualty, Participant, Value, Weapon, When, Where } from './types';

export interface Draft {
  text: string;
  main: boolean;
  when: { start: string; end: string; precision: string };
  where: { name: string; country: string; admin1: string; latitude: string; longitude: string; precision: string };
  participant: { role: string; name: string; actor: string | null; kind: string };
  casualty: { outcome: string; group: string; low: string; best: string; high: string };
  weapon: { surface: string; kind: string };
}

const told = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value));
const given = (text: string | number | null): number | null => (text === '' || text === null ? null : Number(text));

export function draftOf(field: Field, value: Value): Draft {
  const when = (field === 'when' ? value : null) as When | null;
  const where = (field === 'where' ? value : null) as Where | null;
  const participant = (field === 'participants' ? value : null) as Participant | null;
  const casualty = (field === 'casualties' ? value : null) as Casualty | null;
  const weapon = (field === 'weapons' ? value : null) as Weapon | null;
  return {
    text: typeof value === 'string' ? value : '',
    main: value === true,
    when: { start: when?.start ?? '', end: when?.end ?? '', precision: when?.precision ?? 'day' },
    where: {
      name: where?.name ?? '',
      country: where?.country ?? '',
      admin1: where?.admin1 ?? '',
      latitude: told(where?.latitude),
      longitude: told(where?.longitude),
      precision: where?.precision ?? 'exact',
    },
    participant: { role: participant?.role ?? 'side_a', name: participant?.name ?? '', actor: participant?.actor ?? null, kind: participant?.kind ?? 'unknown' },
    casualty: { outcome: casualty?.outcome ?? 'killed', group: casualty?.group ?? 'unknown', low: told(casualty?.low), best: told(casualty?.best), high: told(casualty?.high) },
    weapon: { surface: weapon?.surface ?? '', kind: weapon?.kind ?? '' },
  };
}

/** The value that the form holds, in the shape of the contract. What was not touched keeps what the old value had beside. */
export function valueOf(field: Field, draft: Draft, old: Value): Value {
  const before = typeof old === 'object' && old !== null ? old : {};
  switch (field) {
    case 'main':
      return draft.main;
    case 'when': {
      const { start, end, precision } = draft.when;
      return { ...before, start: start || null, end: end || start || null, precision } as When;
    }
    case 'where': {
      const { name, country, admin1, latitude, longitude, precision } = draft.where;
      const value = { ...before, name: name || null, country: country || null, admin1: admin1 || null, latitude: given(latitude), longitude: given(longitude), precision } as Where;
      const moved = (old as Where | null)?.name !== value.name || (old as Where | null)?.latitude !== value.latitude || (old as Where | null)?.longitude !== value.longitude;
      return { ...value, admin2: moved ? null : (value.admin2 ?? null), gazetteer_id: moved ? null : (value.gazetteer_id ?? null), surface: value.surface ?? null };
    }
    case 'participants':
      return { ...before, ...draft.participant, surface: (old as Participant | null)?.surface ?? null, position: (old as Participant | null)?.position ?? null };
    case 'casualties': {
      const { outcome, group, low, best, high } = draft.casualty;
      return { outcome, group, low: given(low), best: given(best), high: given(high), said_by: (old as Casualty | null)?.said_by ?? null };
    }
    case 'weapons':
      return { surface: draft.weapon.surface, kind: draft.weapon.kind || null };
    default:
      return draft.text;
  }
}

export function inOrder({ low, best, high }: Draft['casualty']): boolean {
  const known = [low, best, high].filter((text) => text !== '' && text !== null).map(Number);
  return known.length > 0 && known.every((value, n) => Number.isInteger(value) && value >= 0 && value >= (known[n - 1] ?? 0));
}
