import { afterAll, beforeAll, expect, it } from 'vitest';
import { createReferenceClient } from '../clients/reference/client.ts';
import { playAll, type OpenTheatre } from '../clients/run.ts';
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

it('the traffic of a right client with a right server shows nothing of either side', async () => {
  // What the mock answers wrongly on purpose is what the scenarios of trouble are about.
  const chosen = scenarios.filter(({ id }) => !id.startsWith('clients/trouble'));
  const short = chosen.filter(({ id }) => !id.includes('10000'));
  for await (const { scenario } of playAll(
    short,
    { open: () => createReferenceClient(), most: 4 },
    theatre,
    scenarios,
  ))
    expect([scenario.id, found]).toEqual([scenario.id, []]);
  expect(requests).toBeGreaterThan(100);
});
