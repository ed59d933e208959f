import { ApiError } from './api';
import { t } from './en';

export interface Toast {
  id: number;
  text: string;
  bad: boolean;
  action?: { label: string; run: () => void } | undefined;
}

class Toasts {
  items = $state<Toast[]>([]);
  #last = 0;

  say(text: string, action?: Toast['action']): void {
    this.#add({ text, bad: false, action });
  }

  fail(fault: unknown): void {
    this.#add({ text: told(fault), bad: true });
  }

  drop(id: number): void {
    this.items = this.items.filter((toast) => toast.id !== id);
  }

  #add(toast: Omit<Toast, 'id'>): void {
    const id = ++this.#last;
    this.items = [...this.items.slice(-2), { ...toast, id }];
    // What can still be taken back or has to be read stays longer.
    setTimeout(() => this.drop(id), toast.bad || toast.action ? 20_000 : 6_000);
  }
}

export const toasts = new Toasts();

/** What went wrong, in words for people. */
export function told(fault: unknown): string {
  if (!(fault instanceof ApiError)) return String(fault);
  if (fault.status === 0) return t.errors.unreachable;
  if (fault.status === 403 && fault.code === 'forbidden') return fault.message || t.errors.forbidden;
  return fault.message;
}
