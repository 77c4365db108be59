import { pathOf } from '../wire/exchange.ts';
import type { Recorded } from '../world/create-user.ts';
import { type Allowance, unlimited } from './allowance.ts';
import { factsOf } from './facts.ts';
import type { Captured } from './outcome.ts';

/** Characters of a body that are kept for a report, and once its allowance is used up. */
const [longest, shortest] = [8192, 200];

/** Characters of a path and of a content type. */
const [longestPath, longestType] = [2000, 200];

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;

/**
 * Makes an exchange fit for a report: long texts cut, the access token left out.
 * @param allowance what the report may still keep
 */
export function capture(
  recorded: Recorded,
  step: number,
  began: number,
  allowance: Allowance = unlimited,
): Captured {
  const { exchange, actor, operation, token } = recorded;
  const { request, answer } = exchange;
  const path = pathOf({ ...request, token: null }, 'query');
  const text = answer.kind === 'answer' ? answer.body.text : null;
  const facts = factsOf(recorded);
  const isCut = answer.kind === 'answer' && answer.body.cut === true;
  const whole = text === null || isCut ? text : cut(text, longest);
  const affordable = allowance.take([whole, facts.page]);
  return {
    step,
    actor,
    operation,
    method: request.method,
    path: cut(path, longestPath),
    token,
    contentType: request.contentType,
    body: request.body === null ? null : cut(request.body, longest),
    status: answer.kind === 'answer' ? answer.status : null,
    detail: answer.kind === 'none' ? answer.detail : null,
    answerType: typeOf(answer),
    answer: text === null || affordable ? whole : cut(text, shortest),
    at: Math.round((exchange.at - began) * 10) / 10,
    ms: Math.round(exchange.ms * 10) / 10,
    ...facts,
    ...(affordable || facts.page === undefined ? {} : { page: null }),
  };
}

function typeOf(answer: Recorded['exchange']['answer']): string | null {
  const type = answer.kind === 'answer' ? answer.headers['content-type'] : undefined;
  return type === undefined ? null : cut(type, longestType);
}
