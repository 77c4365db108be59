import type { Entry } from './journal.ts';
import type { Redaction } from './redaction.ts';

/** An entry of the journal as the control API tells it; no access token and no password is in it. */
export interface JournalEntry {
  readonly id: number;
  /** RFC 3339. */
  readonly time: string;
  readonly operation: string | null;
  readonly user: string | null;
  readonly room: string | null;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: readonly (readonly [string, string])[];
    readonly headers: Readonly<Record<string, string>>;
    /** JSON as a value, everything else as text; null where there was no body. */
    readonly body: unknown;
  };
  readonly ending: 'open' | 'answered' | 'broken off' | 'abandoned';
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  } | null;
  /** Milliseconds until the answer was handed over. */
  readonly ms: number | null;
  readonly rule: { readonly id: string; readonly action: string } | null;
  readonly findings: Entry['findings'];
  /** Why no operation matched: the nearest one, and what is different. */
  readonly unmatched: { readonly nearest: string; readonly why: string } | null;
}

/** Tells an entry without its secrets. */
export function show(entry: Entry, redaction: Redaction): JournalEntry {
  const { id, at, incoming, operation, rule, findings, unmatched, ms } = entry;
  const { request, user, room } = incoming;
  return {
    id,
    time: new Date(at).toISOString(),
    operation,
    user,
    room,
    request: {
      method: request.method,
      path: redaction.text(request.path),
      query: [...request.query].flatMap(([name, values]) =>
        values.map((value) => [redaction.text(name), redaction.query(name, value)] as const),
      ),
      headers: redaction.headers(request.headers),
      body: redaction.body(request.body),
    },
    ending: entry.ending?.kind ?? 'open',
    response: responseOf(entry, redaction),
    ms: ms === null ? null : Math.round(ms * 1000) / 1000,
    rule: rule === null ? null : { ...rule, action: redaction.text(rule.action) },
    findings: findings.map((finding) => ({ ...finding, what: redaction.text(finding.what) })),
    unmatched:
      unmatched === null
        ? null
        : { nearest: routeOf(unmatched.nearest), why: redaction.text(unmatched.why) },
  };
}

const routeOf = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method} ${path}`;

function responseOf({ ending }: Entry, redaction: Redaction): JournalEntry['response'] {
  if (ending === null || ending.kind === 'abandoned' || ending.answer === null) return null;
  const { status, headers, body } = ending.answer;
  return { status, headers: redaction.headers(headers), body: redaction.body(body) };
}

/** An entry in a few words: `3: PUT …/send/m.room.message/7 by @alice:localhost → 200`. */
export function lineOf(entry: Entry, redaction: Pick<Redaction, 'text'>): string {
  const { id, incoming, ending } = entry;
  const { request, user } = incoming;
  const answer =
    ending?.kind === 'answered'
      ? String(ending.answer.status)
      : (ending?.kind ?? 'not answered yet');
  const path = redaction.text(request.path).replace(/^\/_matrix\/client\/(?:api\/)?\w+\//, '…/');
  return `${id}: ${request.method} ${path}${user === null ? '' : ` of ${user}`} → ${answer}`;
}
