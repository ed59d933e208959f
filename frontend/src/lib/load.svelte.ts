import { ApiError } from './api';

/** An answer that is asked for again whenever what it depends on changes; a late answer to an old question is dropped. */
export class Loaded<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<ApiError | null>(null);
  busy = $state(true);
  #turn = $state(0);

  /** `ask` reads what it depends on before its first await; null asks nothing. */
  constructor(ask: (signal: AbortSignal) => Promise<T> | null) {
    $effect(() => {
      void this.#turn;
      const control = new AbortController();
      const asked = ask(control.signal);
      if (asked === null) {
        this.busy = false;
        return;
      }
      this.busy = true;
      asked.then(
        (value) => {
          if (control.signal.aborted) return;
          this.value = value;
          this.error = null;
          this.busy = false;
        },
        (fault: unknown) => {
          if (control.signal.aborted) return;
          this.error = fault instanceof ApiError ? fault : new ApiError(-1, 'app', String(fault));
          this.busy = false;
        },
      );
      return () => control.abort();
    });
  }

  again(): void {
    this.#turn += 1;
  }
}
