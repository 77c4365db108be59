import { expect, it } from 'vitest';
import type { RequestJudge } from '../../harness/traffic/judge-requests.ts';
import type { Entry } from '../journal/journal.ts';
import { createLateJudge } from './late-judge.ts';

const request = { method: 'GET', target: '/x', headers: {}, body: new Uint8Array(), at: 0 };
const answer = { status: 200, headers: {}, body: new Uint8Array(), at: 1 };
const entry = (): Entry => ({}) as Entry;

/** A judge that writes down what it is told. */
function recorder() {
  const told: string[] = [];
  let ticket = 0;
  const judge: RequestJudge = {
    request() {
      ticket += 1;
      told.push(`request ${ticket}`);
      return {
        ticket,
        matched: { kind: 'other', path: '/x' },
        findings: [],
        observed: ['CLIENT-01'],
      };
    },
    answered(number, given) {
      told.push(`answer ${number}${given === null ? ' lost' : ''}`);
      return [{ requirement: 'CLIENT-19', grade: 'convention', what: 'too early' }];
    },
  };
  return { told, judge };
}

it('judges nothing before the turn is over, and then in the order in which things came', async () => {
  const { told, judge } = recorder();
  const late = createLateJudge(judge);
  const [first, second] = [late.judge(request, entry()), late.judge(request, entry())];
  second.answered(answer);
  first.answered({ at: 2, gaveUp: false });
  first.end(() => told.push('end 1'));
  expect(told).toEqual([]);
  await new Promise(setImmediate);
  expect(told).toEqual(['request 1', 'request 2', 'answer 2', 'answer 1 lost', 'end 1']);
});

it('judges at once for whoever asks, and notes what it finds', () => {
  const { judge } = recorder();
  const late = createLateJudge(judge);
  const noted = entry();
  const judging = late.judge(request, noted);
  judging.answered(answer);
  let met: readonly string[] = [];
  judging.end((all) => (met = all));
  late.settle();
  expect(noted.findings).toHaveLength(1);
  expect(met).toEqual(['CLIENT-01']);
});

it('lets nobody overtake who asks while it is at work', () => {
  const { told, judge } = recorder();
  const late = createLateJudge(judge);
  const first = late.judge(request, entry());
  first.end(() => {
    late.judge(request, entry()).end(() => told.push('end of a later one'));
    late.settle();
    told.push('end of the first');
  });
  late.judge(request, entry()).end(() => told.push('end of the second'));
  late.settle();
  expect(told).toEqual([
    'request 1',
    'end of the first',
    'request 2',
    'end of the second',
    'request 3',
    'end of a later one',
  ]);
});

it('without a judge tells that nothing was met', async () => {
  const late = createLateJudge(null);
  const met = await new Promise((resolve) => late.judge(request, entry()).end(resolve));
  expect(met).toEqual([]);
});
