import type { List } from './types';

/** The API's one shape of error, with the status it came with; status 0 is a server that did not answer. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly detail: unknown = null,
  ) {
    super(message);
  }
}

const BASE = '/api/v1';
let csrf: string | null = null;

/** What GET /session gave; every call that changes something carries it. */
export const keepCsrf = (token: string | null): void => {
  csrf = token;
};

type Query = URLSearchParams | Record<string, string | number | boolean | null | undefined | string[]>;

export function query(values: Query): URLSearchParams {
  if (values instanceof URLSearchParams) return values;
  const found = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [String(value)]) found.append(key, one);
  }
  return found;
}

export function url(path: string, values: Query = {}): string {
  const text = query(values).toString();
  return `${BASE}${path}${text ? `?${text}` : ''}`;
}

async function call<T>(method: string, path: string, { values = {}, body, signal }: { values?: Query; body?: unknown; signal?: AbortSignal | undefined } = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers['Content-Type'] = 'application/json';
  const sent = body === undefined ? null : form ? body : JSON.stringify(body);
  let response: Response;
  try {
    response = await fetch(url(path, values), { method, headers, body: sent, signal: signal ?? null, credentials: 'same-origin' });
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault;
    throw new ApiError(0, 'unreachable', 'unreachable');
  }
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  let found: unknown = null;
  try {
    found = text ? JSON.parse(text) : null;
  } catch {
    found = null;
  }
  if (!response.ok) {
    const error = (found as { error?: { code?: string; message?: string; detail?: unknown } } | null)?.error;
    throw new ApiError(response.status, error?.code ?? 'fault', error?.message ?? `${response.status} ${response.statusText}`, error?.detail);
  }
  return found as T;
}

export const api = {
  get: <T>(path: string, values: Query = {}, signal?: AbortSignal): Promise<T> => call<T>('GET', path, { values, signal }),
  list: <T>(path: string, values: Query = {}, signal?: AbortSignal): Promise<List<T>> => call<List<T>>('GET', path, { values, signal }),
  post: <T>(path: string, body?: unknown): Promise<T> => call<T>('POST', path, { body }),
  put: <T>(path: string, body: unknown): Promise<T> => call<T>('PUT', path, { body }),
  patch: <T>(path: string, body: unknown): Promise<T> => call<T>('PATCH', path, { body }),
  remove: <T>(path: string): Promise<T> => call<T>('DELETE', path),
};
