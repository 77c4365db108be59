import type { Homeserver, OperationName } from '../../reference-server/index.ts';
import { type CompiledAction, compileAction } from './actions.ts';
import type { Action } from './document.ts';
import { refusals } from './refusals.ts';

/**
 * The action that a `Prefer` header (RFC 7240) asks for: `cause=SMEM-14`, or `code=403` as Prism understands it.
 * @returns null where it asks for nothing that the mock knows
 */
export function preferredAction(
  header: string | readonly string[] | undefined,
  operation: OperationName | null,
  home: Homeserver,
): CompiledAction | null {
  if (header === undefined) return null;
  const action = actionOf(
    preferencesOf(typeof header === 'string' ? header : header.join(',')),
    operation,
  );
  return action === null ? null : compileAction(action, home);
}

function preferencesOf(header: string): ReadonlyMap<string, string> {
  const pairs = header.split(/[,;]/).map((part) => part.split('='));
  return new Map(
    pairs.map(([name = '', value = '']) => [
      name.trim().toLowerCase(),
      value.trim().replaceAll('"', ''),
    ]),
  );
}

function actionOf(
  preferences: ReadonlyMap<string, string>,
  operation: OperationName | null,
): Action | null {
  const cause = preferences.get('cause');
  if (cause !== undefined) {
    if (refusals.has(cause)) return { refuse: cause };
    const error = `Prefer asks for the cause ${cause}, and no requirement of this name asks for a refusal.`;
    return { error: { status: 400, errcode: 'M_UNKNOWN', error } };
  }
  const code = Number(preferences.get('code') ?? 'none');
  if (!Number.isInteger(code) || code < 200 || code > 599) return null;
  if (code < 300) return 'passThrough';
  const documented = [...refusals].find(
    ([, { status, operations }]) =>
      status === code && operation !== null && operations.includes(operation),
  );
  if (documented !== undefined) return { refuse: documented[0] };
  if (code === 429) return { rateLimit: { retryAfterMs: 1000 } };
  if (code < 400) return { respond: { status: code, text: '' } };
  return { error: { status: code, errcode: 'M_UNKNOWN', error: `Prefer asks for ${code}.` } };
}
