/** The address bar as state: the path names the page, the query holds the view. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

const read = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) });

class Router {
  #place = $state.raw<Place>(read());

  get path(): string {
    return this.#place.path;
  }

  get query(): URLSearchParams {
    return this.#place.query;
  }

  /** Goes to an address of the app; `replace` leaves no step for the back button, as when the map is moved. */
  go(to: string, { replace = false, keepScroll = false }: { replace?: boolean; keepScroll?: boolean } = {}): void {
    const url = new URL(to, location.href);
    const samePath = url.pathname === location.pathname;
    if (url.href === location.href) return;
    history[replace ? 'replaceState' : 'pushState'](null, '', url);
    this.#place = read();
    if (!samePath && !keepScroll) {
      scrollTo(0, 0);
      // A screen reader hears of the new page, and the keyboard starts at its top.
      requestAnimationFrame(() => document.getElementById('main')?.focus({ preventScroll: true }));
    }
  }

  /** The same page with other values in the query; an empty value leaves. */
  with(changes: Record<string, string | null>, options: { replace?: boolean } = {}): void {
    const query = new URLSearchParams(this.query);
    for (const [key, value] of Object.entries(changes)) {
      if (value === null || value === '') query.delete(key);
      else query.set(key, value);
    }
    this.go(address(this.path, query), options);
  }

  start(): void {
    addEventListener('popstate', () => (this.#place = read()));
    document.addEventListener('click', (event) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = (event.target as Element | null)?.closest('a');
      if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
      if (link.pathname.startsWith('/api/') || (link.hash && link.pathname === location.pathname)) return;
      event.preventDefault();
      this.go(link.href);
    });
  }
}

export const router = new Router();

export function address(path: string, query: URLSearchParams): string {
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
