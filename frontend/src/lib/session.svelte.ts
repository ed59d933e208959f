import { api, ApiError, keepCsrf } from './api';
import type { Meta, Session as Answer, User, Word } from './types';

/** Of places that are no state to the registry, such as Hong Kong. */
const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
const RANK = ['reader', 'coder', 'reviewer', 'admin'];
export type Role = 'reader' | 'coder' | 'reviewer' | 'admin';

/** Who is here and what the record holds: asked once, and again after every change of either. */
class Session {
  meta = $state.raw<Meta | null>(null);
  user = $state.raw<User | null>(null);
  login = $state(false);
  error = $state.raw<ApiError | null>(null);
  ready = $state(false);

  readonly types = $derived(new Map((this.meta?.types ?? []).map((type) => [type.id, type])));

  async load(): Promise<void> {
    try {
      const answer = await api.get<Answer>('/session', { meta: true });
      keepCsrf(answer.csrf);
      this.user = answer.user;
      this.login = answer.login;
      this.meta = answer.meta;
      this.error = null;
    } catch (fault) {
      this.error = fault instanceof ApiError ? fault : new ApiError(-1, 'app', String(fault));
    }
    this.ready = true;
  }

  /** The counts in the bar, after something changed. */
  async refresh(): Promise<void> {
    try {
      this.meta = await api.get<Meta>('/meta');
    } catch {
      // The next page that needs the server says what is wrong.
    }
  }

  can(role: Role): boolean {
    return this.user !== null && (this.user.local || RANK.indexOf(this.user.role) >= RANK.indexOf(role));
  }

  typeName(id: string): string {
    return this.types.get(id)?.label ?? id.replaceAll('_', ' ');
  }

  /** The name of a value of a closed set; one that the server does not list keeps its own letters. */
  word(set: 'statuses' | 'place_precisions' | 'when_precisions' | 'roles' | 'kinds' | 'outcomes' | 'qualifiers' | 'weapons', id: string): string {
    const found = (this.meta?.[set] as Word[] | undefined)?.find((word) => word.id === id);
    return found?.label ?? id.replaceAll('_', ' ');
  }

  country(code: string | null): string {
    return code === null ? '' : (this.meta?.countries[code] ?? regions.of(code) ?? code);
  }
}

export const session = new Session();
