/** What the API answers. */
export interface List<T> {
  items: T[];
  next: string | null;
  total: number;
}

export interface Span {
  start: number;
  end: number;
  report?: string;
  text?: string;
  quote?: string;
}

export interface When {
  start: string | null;
  end: string | null;
  precision: string;
  phrase?: string | null;
  basis?: string;
  rule?: string | null;
  anchor?: string | null;
}

export interface Where {
  name: string | null;
  country: string | null;
  admin1: string | null;
  admin2: string | null;
  latitude: number | null;
  longitude: number | null;
  precision: string;
  radius_km?: number | null;
  gazetteer_id?: string | null;
  surface?: string | null;
}

export interface Participant {
  role: string;
  name: string;
  actor: string | null;
  kind: string;
  surface?: string | null;
  position?: string | null;
}

export interface Range {
  low: number | null;
  best: number | null;
  high: number | null;
}

export interface Casualty extends Range {
  outcome: string;
  group: string;
  said_by?: string | null;
}

export interface Weapon {
  surface: string;
  kind: string | null;
}

export type Value = string | boolean | When | Where | Participant | Casualty | Weapon | null;

export interface EventRow {
  id: string;
  type: string;
  status: string;
  main: boolean;
  when: When;
  where: Where;
  participants: Participant[];
  casualties: Casualty[];
  killed: Range | null;
  summary: string;
  confidence: number;
  review: string;
  reports: number;
}

export interface QueueRow extends EventRow {
  weight: number;
  doubt: number;
  why: string[];
}

export interface Evidence {
  field: string;
  start: number;
  end: number;
  quote: string;
  said_by: string | null;
  report: string | null;
  rule: string | null;
  confidence: number | null;
}

export interface EventWhole extends Omit<EventRow, 'reports' | 'killed' | 'review'> {
  qualifiers: string[];
  weapons: Weapon[];
  evidence: Evidence[];
  reports: string[];
  review?: string;
  killed?: Range | null;
}

export interface Claim {
  field: string;
  value: Value;
  spans: Span[];
  said_by: string | null;
  score: number;
  rule: string;
}

export interface Account {
  id: string;
  report: string;
  words: Span[];
  claims: Claim[];
}

export interface ReportLabel {
  id: string;
  title: string | null;
  publisher: string | null;
  published: string | null;
  url: string | null;
}

export interface ReportHead extends ReportLabel {
  language: string | null;
  source: string | null;
  sha256: string | null;
  relevant: boolean;
  reader: string | null;
  read_at: string;
}

/** One of several values that are given for one field. */
export interface Said {
  value: Value;
  said_by: string | null;
  report: string;
  quote: string | null;
  start?: number;
  end?: number;
}

export interface Estimate {
  outcome: string;
  total: Range;
  groups: Casualty[];
  reasons: string[];
  conceded: Range | null;
}

export interface Reason {
  feature: string;
  weight: number;
  text: string;
  veto: boolean;
}

export interface Near {
  id: string;
  summary: string;
  reasons: Reason[];
}

export interface Join {
  one: string;
  other: string;
  value: number | null;
  reasons: Reason[];
}

export interface Change {
  number: number;
  at: string;
  event: string;
  kind: string;
  other: string | null;
  why: string;
  by: string | null;
}

export interface Decision {
  number: number;
  kind: 'review' | 'judgement';
  what: string;
  by: string;
  at: string;
  reason: string | null;
  field: string | null;
  value: Value;
  replaces: Value;
  event: string | null;
  undone_at: string | null;
  undone_by: string | null;
}

export interface Excerpt {
  start: number;
  end: number;
  text: string;
}

export interface EventPage {
  row?: EventRow;
  event: EventWhole;
  accounts: Account[];
  reports: ReportLabel[];
  excerpts: Record<string, Excerpt[]>;
  disagreement: Record<string, Said[]>;
  estimates: Record<string, Estimate[]>;
  grade: { grade: string; reason: string };
  history: Change[];
  near: Near[];
  why: Join[];
  redirected_from: string[];
  decisions: Decision[];
  /** A type that the codebook does not have any more. */
  lost: string | null;
  /** Too many others could be it to compare them all for a page. */
  crowded: boolean;
}

export interface ReportMark {
  start: number;
  end: number;
  event: string;
  field: string;
}

/** A number that a report claims of many events together. */
export interface Total {
  what: string;
  low: number | null;
  high: number | null;
  actor: string | null;
  outcome: string | null;
  period: { start: string | null; end: string | null };
  where: string | null;
  said_by: string | null;
  evidence: Evidence[];
}

export interface TotalTold {
  report: string;
  title: string | null;
  publisher: string | null;
  published: string | null;
  claimed: Total;
  counted: number | null;
  gap: number | null;
  events: string[];
  names: string[];
  why: string[];
}

export interface ReportPage {
  head: ReportHead;
  text: string;
  events: EventWhole[];
  marks: ReportMark[];
  people: { name: string; status: string; public: boolean; actor: string | null; positions: { organisation: string | null; title: string | null }[] }[];
  organisations: { name: string; actor: string | null; kind: string }[];
  relations: { type: string; subject: string; object: string }[];
  totals: Total[];
  attributions: { kind: string; by: string | null; about: string | null; evidence: Evidence[] }[];
  problems: { stage: string; message: string }[];
  versions: { publisher: string | null; published: string | null; url: string | null; title: string | null }[];
}

export interface Failure {
  source: string;
  error: string;
  message: string;
  failed_at: string;
}

export interface ActorRow {
  id: string | null;
  key: string;
  name: string;
  kind: string;
  country: string | null;
  events: number;
  reports: number;
  first: string | null;
  last: string | null;
}

export interface Kin {
  id: string;
  name: string;
  kind: string;
  relation: string;
  start: string | null;
  end: string | null;
  source: string;
  checked: boolean;
}

export interface Relation {
  type: string;
  direction: string;
  other: string;
  other_id: string | null;
  start: string | null;
  end: string | null;
  source: string;
  checked: boolean;
  evidence: string | null;
}

export interface Leader {
  person: string;
  title: string | null;
  start: string | null;
  end: string | null;
  how_ended: string;
  source: string;
  checked: boolean;
}

export interface CountRow {
  key: string | null;
  name?: string | null;
  then: string | null;
  n: number;
  killed: Range;
  placed: number;
  dated: number;
  reviewed: number;
}

export interface Counts {
  rows: CountRow[];
  before: CountRow[] | null;
}

export interface ActorPage {
  actor: ActorRow;
  names: { text: string; start: string | null; end: string | null; source: string; checked: boolean }[];
  parents: Kin[];
  children: Kin[];
  splinters: Kin[];
  affiliates: Kin[];
  relations: Relation[];
  leaders: Leader[];
  by_month: CountRow[];
  totals: TotalTold[];
  recent: EventRow[];
}

/** The events that a map shows, in columns of equal length. Precision and country are there where the server gives them. */
export interface Points {
  ids: string[];
  lon: (number | null)[];
  lat: (number | null)[];
  radius_km: (number | null)[];
  type: number[];
  types: string[];
  precision?: number[];
  precisions?: string[];
  country?: (number | null)[];
  countries?: string[];
  day: (string | null)[];
  killed: (number | null)[];
  confidence: number[];
  review: string[];
  truncated: boolean;
  without_point: number;
}

/** Events of a large record, summed by cells of a map that are `degrees` wide; lon and lat are a cell's middle. */
export interface Cells {
  degrees: number;
  lon: number[];
  lat: number[];
  precision: number[];
  precisions: string[];
  n: number[];
  killed: number[];
}

export interface Word {
  id: string;
  label: string;
  definition: string;
}

export interface TypeWord extends Word {
  group: string;
}

export interface Meta {
  version: string;
  reader: string | null;
  record: string;
  types: TypeWord[];
  fields: string[];
  qualifiers: Word[];
  statuses: Word[];
  place_precisions: Word[];
  when_precisions: Word[];
  roles: Word[];
  kinds: Word[];
  outcomes: Word[];
  weapons: Word[];
  groups: string[];
  countries: Record<string, string>;
  counts: { reports: number; events: number; main: number; actors: number; failures: number; unreviewed: number };
  first: string | null;
  last: string | null;
  user: User | null;
  tiles: string | null;
  policies: string[];
  two_reviewers: boolean;
}

export interface User {
  name: string;
  role: string;
  local: boolean;
}

export interface Session {
  user: User | null;
  login: boolean;
  csrf: string;
  /** Null where nobody has logged in. */
  meta: Meta | null;
}

export interface Job {
  id: string;
  who: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'interrupted';
  done: number;
  of: number;
  added: number;
  known: number;
  events: number;
  failed: { source: string; message: string }[];
  created: string;
  started: string | null;
  ended: string | null;
}
