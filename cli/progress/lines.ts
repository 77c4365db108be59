import type { Paint } from '../../reports/paint.ts';
import { plain } from '../../reports/plain.ts';
import { requestLine } from '../../reports/sections/exchanges.ts';
import type { Mismatch } from '../../harness/judge/verdict.ts';
import type { CaseId } from '../../harness/run/case.ts';
import type { Captured, Outcome } from '../../harness/run/outcome.ts';
import type { Register } from '../../harness/document/requirements.ts';
import { column, cut, widthOf } from '../../reports/document/width.ts';

/** A case that failed or could not be judged, on one line of at most `width` columns; null for any other. */
export function failureLine(
  outcome: Outcome,
  register: Register,
  width: number,
  paint: Paint,
): string | null {
  if (outcome.verdict === 'broken') {
    return `${paint('unsure', '?')} ${cut(`${outcome.case}  ${plain(outcome.cause)}`, width - 2)}`;
  }
  if (outcome.verdict !== 'failed') return null;
  const [{ requirement, what }] = outcome.mismatches;
  const grade = register.get(requirement)?.grade ?? '';
  const line = `${outcome.case}  ${grade} · ${requirement}  ${plain(what)}`;
  return `${paint('bad', '✗')} ${cut(line, width - 2)}`;
}

/** An exchange of a case, and what was found in it in passing. */
export interface ExchangeEvent {
  readonly kind: 'exchanged';
  readonly case: CaseId;
  readonly exchange: Captured;
  readonly findings: readonly Mismatch[];
  readonly basePath: string;
}

/** The beginning of a room id identifies it, and leaves space for the rest of the request. */
const longRoomId = /![\w-]{10,}(:[\w.-]+)?/g;

/**
 * An exchange on one line: case, user, request, status and time; behind it passive findings, which may make the
 * line longer than `width` columns.
 */
export function exchangeLine(
  { case: caseId, exchange, findings, basePath }: ExchangeEvent,
  width: number,
  paint: Paint,
): string {
  const { actor, status, detail, ms } = exchange;
  const who = `${column(caseId, Math.floor(width * 0.28))}  ${column(plain(actor), 8)} `;
  const end = `  ${String(status ?? 'none').padEnd(4)} ${`${Math.round(ms)} ms`.padStart(7)}`;
  const request = column(
    requestLine(exchange, basePath, new Map()).replaceAll(longRoomId, (id) => `${id.slice(0, 9)}…`),
    width - widthOf(who) - widthOf(end),
  );
  const none = detail === null ? '' : `  ${plain(detail)}`;
  const found = findings.map(({ requirement, what }) =>
    paint('bad', `  ✗ ${requirement} ${plain(what)}`),
  );
  return `${paint('quiet', who)}${request}${end}${none}${found.join('')}`;
}
