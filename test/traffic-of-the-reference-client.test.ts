import { afterAll, beforeAll, expect, it } from 'vitest';
import { createReferenceClient } from '../clients/reference/client.ts';
import { playAll, type OpenTheatre } from '../clients/run.ts';
import { isNickname } from '../harness/document/ids.ts';
import { loadSpec } from '../harness/document/load.ts';
import type { RequestJudge } from '../harness/traffic/judge-requests.ts';
import { createTrafficJudge, type TrafficFinding } from '../harness/traffic/judge-traffic.ts';
import { createMockServer, type MockSetting } from '../mock/server.ts';
import { scenarios } from '../suites/clients/index.ts';

const spec = loadSpec();
const found: TrafficFinding[] = [];
let requests = 0;

/** The judge of traffic, in the place of the judge of requests. */
function judgeOfTraffic(): RequestJudge {
  const judge = createTrafficJudge(spec);
  return {
    request(request) {
      const judged = judge.request(request);
      requests += 1;
      found.push(...judged.findings);
      return { ...judged, findings: [] };
    },
    answered(ticket, answer) {
      found.push(...judge.answered(ticket, answer));
      return [];
    },
  };
}

let theatre: OpenTheatre;
beforeAll(async () => {
  const setting: MockSetting = {
    world: { seed: null, state: null, rules: [], variant: null, prefer: false },
    limits: { most: 100, idle: 60_000 },
    journalEntries: 1000,
    controlToken: null,
    judge: judgeOfTraffic,
    onEnd: () => {},
  };
  const mock = createMockServer(setting);
  const elsewhere = createMockServer({ ...setting, judge: () => null });
  await Promise.all([mock.listen(0, '127.0.0.1'), elsewhere.listen(0, '127.0.0.1')]);
  const close = async () => void (await Promise.all([mock.close(), elsewhere.close()]));
  theatre = { mock, elsewhere, observed: new Map(), close };
});
afterAll(() => theatre.close());

/** Plays the scenarios that are chosen, but for the longest one. @returns what the judge found */
async function play(isChosen: (topic: string) => boolean): Promise<readonly TrafficFinding[]> {
  found.length = 0;
  const chosen = scenarios.filter(
    ({ id }) => isChosen(id.split('/')[1] ?? '') && !id.includes('10000'),
  );
  const players = { open: () => createReferenceClient(), most: 4 };
  for await (const { scenario, verdict } of playAll(chosen, players, theatre, scenarios))
    expect([scenario.id, verdict]).toEqual([scenario.id, 'passed']);
  return [...found];
}

it('the traffic of a right client with a right server shows nothing of either side', async () => {
  expect(await play((topic) => topic === 'history' || isNickname(topic))).toEqual([]);
  expect(requests).toBeGreaterThan(50);
});

it('where the mock answers wrongly on purpose, nothing is found of the client', async () => {
  const ofClient = (await play((topic) => topic === 'errors')).filter(
    ({ side }) => side === 'client',
  );
  expect(ofClient).toEqual([]);
});
