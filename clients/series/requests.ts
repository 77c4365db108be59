import { isObject } from '../../harness/document/json.ts';
import type { Entry } from '../../mock/journal/journal.ts';
import { type TroubleName, troubles } from './troubles.ts';

/** A request of a step, and what the client could learn of it. */
export interface Seen {
  /** The status that the client read; null where no whole answer came. */
  readonly status: number | null;
  readonly errcode: string | null;
  /** Whether the answer was that of the server, and came whole. */
  readonly isTrue: boolean;
}

/** @param trouble what happened to the requests that the rule of a step was for, in their order */
export function seenOf(
  entries: readonly Entry[],
  rule: string | null,
  trouble: readonly TroubleName[],
): readonly Seen[] {
  let met = 0;
  return entries.map((entry) => {
    const hit = rule !== null && entry.rule?.id === rule ? trouble[met++] : undefined;
    const { ending } = entry;
    if (ending?.kind !== 'answered') return { status: null, errcode: null, isTrue: false };
    const { status, body } = ending.answer;
    const isTrue = hit === undefined || hit === 'cut' || !troubles[hit].spoils;
    return { status, errcode: errcodeOf(body), isTrue };
  });
}

function errcodeOf(body: string | Uint8Array): string | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return isObject(value) && typeof value['errcode'] === 'string' ? value['errcode'] : null;
  } catch {
    return null;
  }
}

export const isDone = ({ status, isTrue }: Seen): boolean =>
  isTrue && status !== null && status >= 200 && status < 300;

/** Whether the server refused the request, and the client knows. */
export const isRefused = ({ status, isTrue }: Seen): boolean =>
  isTrue && status !== null && status >= 400 && status < 500 && status !== 429;
