import { api, ApiError } from './api';
import type { List } from './types';

/** A list that grows page by page; asked for anew whenever its query changes. */
export class Paged<T> {
  items = $state.raw<T[]>([]);
  total = $state<number | null>(null);
  next = $state<string | null>(null);
  busy = $state(true);
  error = $state.raw<ApiError | null>(null);
  #control: AbortController | null = null;
  #query = new URLSearchParams();
  #turn = $state(0);

  constructor(
    readonly path: string,
    query: () => URLSearchParams | null,
    readonly size = 50,
  ) {
    $effect(() => {
      void this.#turn;
      const asked = query();
      if (!asked) return;
      this.#query = asked;
      void this.#fetch(null);
      return () => this.#control?.abort();
    });
  }

  again(): void {
    this.#turn += 1;
  }

  more(): void {
    if (this.next && !this.busy) void this.#fetch(this.next);
  }

  async #fetch(cursor: string | null): Promise<void> {
    this.#control?.abort();
    const control = new AbortController();
    this.#control = control;
    this.busy = true;
    const query = new URLSearchParams(this.#query);
    query.set('limit', String(this.size));
    if (cursor) query.set('cursor', cursor);
    try {
      const page: List<T> = await api.list<T>(this.path, query, control.signal);
      if (control.signal.aborted) return;
      this.items = cursor ? [...this.items, ...page.items] : page.items;
      this.total = page.total;
      this.next = page.next;
      this.error = null;
      this.busy = false;
    } catch (fault) {
      if (control.signal.aborted) return;
      this.error = fault instanceof ApiError ? fault : new ApiError(-1, 'app', String(fault));
      this.busy = false;
    }
  }
}
