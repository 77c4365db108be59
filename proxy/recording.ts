import type { RecordedBody, RecordedExchange } from '../recorder/recorded.ts';
import { decoded } from './judging/decoded.ts';
import { answerOfTrouble } from './transport/answer.ts';
import type { Capture } from './transport/capture.ts';
import type { Passing } from './transport/exchange.ts';
import { pairsOf, type RawHeaders, valuesOf } from './transport/headers.ts';
import type { Target } from './transport/upstream.ts';

/**
 * An exchange as a recording has it: as if the client had asked the target without a proxy.
 * @param limit the longest body that is kept when it is decoded, in bytes
 */
export function recordedOf(
  passing: Passing,
  { origin, prefix }: Target,
  limit: number,
): RecordedExchange {
  const { at, ms, method, url, httpVersion, headers, body, answer, trouble } = passing;
  return {
    at,
    ms: ms ?? 0,
    method,
    base: origin + prefix,
    url,
    httpVersion,
    headers: pairsOf(headers),
    body: bodyOf(body, headers, limit),
    answer:
      answer !== null && (trouble === null || trouble.kind === 'violation')
        ? {
            status: answer.status,
            message: answer.message,
            headers: pairsOf(answer.headers),
            // Of an answer that did not come whole, nobody knows how it would have gone on.
            body: isWhole(passing)
              ? bodyOf(answer.body, answer.headers, limit)
              : { length: answer.body.length(), bytes: null },
          }
        : ownAnswer(passing),
    comment: commentOf(passing),
  };
}

const isWhole = ({ ending, rule, answer }: Passing): boolean =>
  ending === 'answered' && (rule === null || answer?.from === 'rule' || !isChanged(rule.action));

/** Whether the client was sent something else than the target answered. */
const isChanged = (action: string): boolean => /^(?:malformed|trickle|truncate)/.test(action);

function ownAnswer({ trouble, ending }: Passing): RecordedExchange['answer'] {
  if (trouble === null || ending !== 'answered') return null;
  const { headers, body } = answerOfTrouble(trouble);
  const bytes = Buffer.from(body);
  return {
    status: trouble.status,
    message: '',
    headers: pairsOf(headers),
    body: { length: bytes.length, bytes },
  };
}

function bodyOf(body: Capture, headers: RawHeaders, limit: number): RecordedBody {
  const bytes = body.bytes();
  if (bytes === null) return { length: body.length(), bytes: null };
  const encoding = valuesOf(headers, 'content-encoding').join(', ');
  return { length: body.length(), bytes: decoded(bytes, encoding, limit) ?? bytes };
}

function commentOf({ ending, trouble, rule }: Passing): string | null {
  const parts = [
    ...(trouble === null
      ? []
      : [`answered by the proxy in place of the target: ${trouble.sentence}`]),
    ...(rule === null ? [] : [`rule ${rule.id}: ${rule.action}`]),
    ...(ending === 'answered' || ending === null ? [] : [endings[ending]]),
  ];
  return parts.length === 0 ? null : parts.join('; ');
}

const endings = {
  'cut by target': 'the target ended its connection before its answer was whole',
  'cut by rule': 'a rule ended the answer before it was whole',
  abandoned: 'the client went away before it was answered',
  stopped: 'the proxy was stopped before it was answered',
} as const;
