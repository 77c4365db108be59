import { createRedactor } from '../../harness/wire/redact.ts';
import type { EndedExchange } from '../../proxy/judged-proxy.ts';
import { secretsOf } from '../../proxy/judging/evidence.ts';
import type { Paint } from '../../reports/paint.ts';
import { layOut, nearestOf, type RequestNote } from '../mock/request-line.ts';

/**
 * What a person wants to see of an exchange: as of a request to the mock, and which side is wrong about what.
 * @param columns how many a line may take
 */
export function linesOfExchange(
  ended: EndedExchange,
  paint: Paint,
  columns: number,
): readonly string[] {
  const { passing, user } = ended;
  const redactor = createRedactor();
  const { inQuery, inHeader } = secretsOf(passing);
  for (const secret of [...inQuery, ...inHeader]) redactor.learn(secret);
  const { at, ms, rule } = passing;
  const line = {
    at,
    world: null,
    user: redactor.text(nameOf(user)),
    operation: redactor.text(operationOf(ended)),
    answer: answerOf(ended),
    ms,
    rule: rule === null ? null : redactor.text(`${rule.id}: ${rule.action}`),
    notes: notesOf(ended).map(([tone, mark, text]) => [tone, mark, redactor.text(text)] as const),
  };
  return layOut(line, paint, columns);
}

/** The localpart of a user id, which is what most people call somebody. */
const nameOf = (user: string | null): string =>
  user === null ? '-' : (/^@([^:]+):/.exec(user)?.[1] ?? user);

function operationOf({ passing: { method, url }, verdict }: EndedExchange): string {
  if (verdict?.matched.kind === 'operation') return verdict.matched.nickname;
  const last = url.split('?', 1)[0]?.split('/').at(-1) ?? '';
  return `${method} …/${last.length < 24 ? last : `${last.slice(0, 12)}…`}`;
}

function notesOf({ passing, verdict }: EndedExchange): readonly RequestNote[] {
  const { trouble } = passing;
  const findings = verdict?.findings ?? [];
  const matched = verdict?.matched;
  return [
    ...findings.map(
      ({ side, requirement, what }) => ['bad', '✗', `${side}: ${requirement} ${what}`] as const,
    ),
    ...(matched?.kind === 'unmatched'
      ? ([['unsure', '?', nearestOf(matched, findings)]] as const)
      : []),
    ...(trouble === null || trouble.kind === 'violation'
      ? []
      : ([['unsure', '!', `answered by the proxy: ${trouble.sentence}`]] as const)),
  ];
}

function answerOf({ passing }: EndedExchange): {
  readonly tone: 'good' | 'unsure';
  readonly text: string;
} {
  const { ending, answer, trouble } = passing;
  switch (ending) {
    case 'answered': {
      const status = trouble?.status ?? answer?.status ?? 0;
      return { tone: status < 400 ? 'good' : 'unsure', text: String(status) };
    }
    case 'cut by target':
      return { tone: 'unsure', text: 'target cut' };
    case 'cut by rule':
      return { tone: 'unsure', text: 'broken off' };
    case 'stopped':
      return { tone: 'unsure', text: 'stopped' };
    case 'abandoned':
    case null:
      return { tone: 'unsure', text: 'client gone' };
  }
}
