import { isArray, isObject } from '../../../harness/document/json.ts';
import { ApiProblem } from '../../reference/parts.ts';
import { has, isLost, isWrite, refusesToken, repeating } from '../spoil.ts';
import type { WrongClient } from '../changed-client.ts';

/** Clients that do not understand what went wrong. */
export const wrongErrors: Readonly<Record<string, WrongClient>> = {
  'asks-again-when-refused': {
    summary: 'It repeats a refused request seven times.',
    violates: ['CLIENT-18'],
    change: repeating(8, (ended) => has(403)(ended) && !refusesToken(ended)),
  },
  'does-not-wait': {
    summary: 'It does not wait after a rate limit.',
    violates: ['CLIENT-19'],
    change: repeating(4, has(429)),
  },
  'waits-in-seconds': {
    summary: 'It takes the milliseconds of a rate limit for a tenth of them.',
    violates: ['CLIENT-19'],
    change: repeating(4, has(429), 30),
  },
  'crashes-on-bad-json': {
    summary: 'It crashes when an answer is no JSON.',
    violates: ['CLIENT-21'],
    change: ({ objectOf }) => ({
      objectOf: (incoming) => {
        if (incoming.json === undefined) throw new TypeError('undefined is not an object');
        return objectOf(incoming);
      },
    }),
  },
  'crashes-on-a-reset': {
    summary: 'It crashes when a connection ends.',
    violates: ['CLIENT-21'],
    change: () => ({
      send: async (parts, user, outgoing) => {
        try {
          return await parts.sendOnce(user, outgoing);
        } catch (error) {
          throw new TypeError('not an answer', { cause: error });
        }
      },
    }),
  },
  'takes-html-for-a-list': {
    summary: 'It takes an answer that is no JSON for an empty object.',
    violates: ['CLIENT-21'],
    change: () => ({ objectOf: ({ json }) => (isObject(json) ? json : { chunk: [] }) }),
  },
  'waits-for-ever': {
    summary: 'It waits for an answer as long as it takes.',
    violates: ['CLIENT-22', 'CLIENT-21'],
    deadline: 8000,
    change: () => ({ patience: 600_000 }),
  },
  'refusals-are-successes': {
    summary: 'It takes a refusal for a success.',
    violates: ['CLIENT-31', 'CLIENT-21', 'CLIENT-24'],
    change: () => ({
      demandSuccess: ({ status }) => {
        if (status >= 500) throw new ApiProblem(status, null, 'server error');
      },
    }),
  },
  'errors-without-a-code': {
    summary: 'It does not tell the errcode of an error.',
    violates: ['CLIENT-31'],
    change: () => ({
      demandSuccess: ({ status }) => {
        if (status >= 300) throw new ApiProblem(status, null, 'it failed');
      },
    }),
  },
  'sets-topics-until-it-may': {
    summary: 'It repeats a topic that was refused, six times.',
    violates: ['CLIENT-18'],
    change: repeating(
      7,
      (ended, to) =>
        to.path.endsWith('/m.room.topic') &&
        !isLost(ended) &&
        ended.status >= 400 &&
        ended.status < 500 &&
        ended.status !== 429 &&
        ended.status !== 401,
    ),
  },
  'reads-without-waiting': {
    summary: 'It does not wait after a rate limit when it reads.',
    violates: ['CLIENT-19'],
    change: repeating(4, (ended, to) => to.method === 'GET' && has(429)(ended), 1),
  },
  'crashes-on-a-list': {
    summary: 'It crashes when an answer is a list where it expects an object.',
    violates: ['CLIENT-21'],
    change: ({ objectOf }) => ({
      objectOf: (answer) => {
        if (isArray(answer.json)) throw new TypeError('this is a list');
        return objectOf(answer);
      },
    }),
  },
  'crashes-on-errors-of-no-form': {
    summary: 'It crashes when an error is not an object.',
    violates: ['CLIENT-21'],
    change: ({ demandSuccess }) => ({
      demandSuccess: (answer) => {
        if (answer.status >= 400 && !isObject(answer.json)) throw new TypeError('no errcode');
        demandSuccess(answer);
      },
    }),
  },
  'takes-what-came': {
    summary: 'It takes a list that was cut for the whole.',
    violates: ['CLIENT-21'],
    change: ({ objectOf }) => ({
      objectOf: (answer) =>
        answer.json === undefined && answer.text.startsWith('{') ? { chunk: [] } : objectOf(answer),
    }),
  },
  'writes-for-ever': {
    summary: 'It waits for the answer to what it writes as long as it takes.',
    violates: ['CLIENT-22', 'CLIENT-21'],
    deadline: 8000,
    change: ({ sendOnce }) => ({
      sendOnce(user, right) {
        const patience = isWrite(right) ? 600_000 : this.patience;
        return sendOnce.call({ ...this, patience }, user, right);
      },
    }),
  },
  'every-error-is-403': {
    summary: 'It reports every refusal as 403.',
    violates: ['CLIENT-31'],
    change: ({ demandSuccess }) => ({
      demandSuccess: (answer) =>
        demandSuccess(
          answer.status >= 400 && answer.status < 429 ? { ...answer, status: 403 } : answer,
        ),
    }),
  },
};
