import { didYouMeanName, quoted } from '../documents/index.ts';
import type { Homeserver, OperationName } from '../../reference-server/index.ts';
import { type CompiledAction, compileAction } from './actions.ts';
import type { Action } from './document.ts';
import { refusals } from './refusals.ts';

/**
 * The action that a `Prefer` header (RFC 7240) asks for: `cause=SMEM-14`, or `code=403` as Prism understands it.
 * @returns null where it asks for neither; an error where what it asks for does not exist
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
    const refusal = refusals.get(cause);
    if (refusal === undefined) {
      return misunderstood(
        `Prefer asks for the cause ${quoted(cause)}, which is not a requirement that asks for a refusal${didYouMeanName(cause, refusals.keys()) || '.'}`,
      );
    }
    const { operations } = refusal;
    return operation === null || operations.length === 0 || operations.includes(operation)
      ? { refuse: cause }
      : misunderstood(
          `Prefer asks for the cause ${cause}, which is about ${operations.join(', ')}, and this request is ${operation}.`,
        );
  }
  const wanted = preferences.get('code');
  if (wanted === undefined) return null;
  if (!/^[2-5]\d\d$/.test(wanted)) {
    return misunderstood(
      `Prefer asks for the code ${quoted(wanted)}, which is not a status from 200 to 599.`,
    );
  }
  const code = Number(wanted);
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

/** A request that asks for something that the mock does not know must not get the usual answer. */
const misunderstood = (error: string): Action => ({
  error: { status: 400, errcode: 'M_UNKNOWN', error },
});
