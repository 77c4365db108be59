import type { Recorded } from '../world/create-user.ts';
import { factsOf } from './facts.ts';
import type { Captured } from './outcome.ts';

/** Characters of a body that are kept for a report. */
const longest = 8192;

const cut = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;

/** Makes an exchange fit for a report: long bodies cut, the access token left out. */
export function capture(recorded: Recorded, step: number, began: number): Captured {
  const { exchange, actor, operation, token } = recorded;
  const { request, answer } = exchange;
  const query = request.query
    .map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`)
    .join('&');
  return {
    step,
    actor,
    operation,
    method: request.method,
    path: query === '' ? request.path : `${request.path}?${query}`,
    token,
    contentType: request.contentType,
    body: request.body === null ? null : cut(request.body),
    status: answer.kind === 'answer' ? answer.status : null,
    detail: answer.kind === 'none' ? answer.detail : null,
    answerType: answer.kind === 'answer' ? (answer.headers['content-type'] ?? null) : null,
    answer: answer.kind === 'answer' ? cut(answer.body.text) : null,
    at: Math.round((exchange.at - began) * 10) / 10,
    ms: Math.round(exchange.ms * 10) / 10,
    ...factsOf(recorded),
  };
}
