import type { Ending, Entry } from '../../mock/journal/journal.ts';
import type { Pairs, RecordedExchange } from '../../recorder/recorded.ts';

/**
 * A request to a mock as a recording has it.
 * @param base the address of the world, without a slash at its end
 */
export function recordedEntry(
  { at, ms, incoming: { request }, rule, ending }: Entry,
  base: string,
): RecordedExchange {
  const { method, target, headers, body } = request;
  return {
    at,
    ms: ms ?? 0,
    method,
    base,
    url: target,
    httpVersion: '1.1',
    headers: pairsOf(headers),
    body: { length: body.length, bytes: body },
    answer: answerOf(ending),
    comment: commentOf(rule, ending),
  };
}

function pairsOf(headers: Readonly<Record<string, string | readonly string[] | undefined>>): Pairs {
  return Object.entries(headers).flatMap(([name, values]) =>
    [values ?? []].flat().map((value) => [name, value] as const),
  );
}

function answerOf(ending: Ending | null): RecordedExchange['answer'] {
  if (ending === null || ending.kind === 'abandoned' || ending.answer === null) return null;
  const { status, headers, body } = ending.answer;
  const bytes = Buffer.from(body);
  // Of an answer that was broken off, nobody knows what the client got.
  const kept = ending.kind === 'answered' ? bytes : null;
  return {
    status,
    message: '',
    headers: pairsOf(headers),
    body: { length: bytes.length, bytes: kept },
  };
}

const endings = {
  answered: [],
  'broken off': ['a rule ended the answer before it was whole'],
  abandoned: ['the client went away before it was answered'],
} as const;

function commentOf(rule: Entry['rule'], ending: Ending | null): string | null {
  const parts = [
    ...(rule === null ? [] : [`rule ${rule.id}: ${rule.action}`]),
    ...(ending === null ? [] : endings[ending.kind]),
  ];
  return parts.length === 0 ? null : parts.join('; ');
}
