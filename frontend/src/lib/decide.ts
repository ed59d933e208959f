/** What people decide about events; each says what it did and offers to take it back. */
import { api } from './api';
import { t } from './en';
import { session } from './session.svelte';
import { toasts } from './toasts.svelte';
import type { Value } from './types';

export interface PickedSpan {
  report: string;
  start: number;
  end: number;
}

export interface ReviewAsked {
  action: 'accept' | 'reject' | 'correct' | 'sign';
  event: string;
  field?: string;
  value?: Value;
  replaces?: Value;
  spans?: PickedSpan[];
  reason?: string;
}

export interface Decided {
  number: number;
  kind: 'review' | 'judgement';
  /** The event to look at afterwards. */
  event: string | null;
}

const SAID = { accept: t.actions.accepted, reject: t.actions.rejected, correct: t.actions.corrected, sign: t.actions.signed };

/** Told after every decision and every undoing, so that pages ask anew. */
export type After = (decided: Decided | null) => void;

export async function review(asked: ReviewAsked, after: After): Promise<boolean> {
  return attempt(async () => {
    const answer = await api.post<{ number: number; event: { id: string } | { event: { id: string } } | null }>('/reviews', asked);
    const event = answer.event && 'event' in answer.event ? answer.event.event.id : (answer.event?.id ?? asked.event);
    return { number: answer.number, kind: 'review' as const, event };
  }, SAID[asked.action], after);
}

export async function merge(events: string[], reason: string, after: After): Promise<boolean> {
  return judge({ verdict: 'same', events, ...(reason ? { reason } : {}) }, t.actions.merged, after);
}

export async function split(event: string, reports: string[], reason: string, after: After): Promise<boolean> {
  return judge({ verdict: 'different', event, reports, ...(reason ? { reason } : {}) }, t.actions.parted, after);
}

async function judge(body: unknown, said: string, after: After): Promise<boolean> {
  return attempt(async () => {
    const answer = await api.post<{ number: number; events: string[] }>('/judgements', body);
    return { number: answer.number, kind: 'judgement' as const, event: answer.events[0] ?? null };
  }, said, after);
}

/** Takes back a decision, or one's last one. */
export async function undo(decided: Pick<Decided, 'kind' | 'number'> | null, after: After): Promise<boolean> {
  try {
    const answer = await api.post<{ undone: number; events: string[] }>('/undo', decided ? { kind: decided.kind, number: decided.number } : { kind: 'review' });
    toasts.say(t.actions.undone);
    after({ number: 0, kind: decided?.kind ?? 'review', event: answer.events[0] ?? null });
    void session.refresh();
    return true;
  } catch (fault) {
    toasts.fail(fault);
    return false;
  }
}

async function attempt(ask: () => Promise<Decided>, said: string, after: After): Promise<boolean> {
  try {
    const decided = await ask();
    toasts.say(said, { label: t.actions.undo, run: () => void undo(decided, after) });
    after(decided);
    void session.refresh();
    return true;
  } catch (fault) {
    toasts.fail(fault);
    return false;
  }
}
