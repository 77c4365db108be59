import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mock, startMock } from '../index.ts';
import { ask } from '../testing/person.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ prefer: true });
});
afterAll(() => mock.close());

const preferring = async (prefer: string): Promise<readonly unknown[]> => {
  const path = '/_matrix/client/api/v1/rooms/!a:b/state/m.room.topic';
  const { status, body } = await ask(`${mock.url}${path}`, { headers: { prefer } });
  return [status, body['error']];
};

describe('a Prefer header', () => {
  it.each([
    ['cause=GTOPIC-06', 404, 'Topic not found.'],
    ['cause="GTOPIC-06"', 404, 'Topic not found.'],
    ['return=minimal, code=404', 404, 'Topic not found.'],
    ['Code = 503', 503, 'Prefer asks for 503.'],
  ])('%s chooses the answer', async (prefer, ...answer) => {
    expect(await preferring(prefer)).toEqual(answer);
  });

  it.each([
    ['cause=GTOPIC-60', 'is not a requirement that asks for a refusal; did you mean "GTOPIC-06"'],
    ['cause=', 'the cause "", which is not a requirement'],
    ['cause=SMEM-11', 'which is about set_membership, and this request is get_topic.'],
    ['code=abc', 'the code "abc", which is not a status from 200 to 599.'],
    ['code=999', 'the code "999", which is not a status'],
    ['code=4e2', 'the code "4e2", which is not a status'],
    ['code=', 'the code "", which is not a status'],
  ])('%s is an error, and not the usual answer', async (prefer, part) => {
    expect(await preferring(prefer)).toEqual([400, expect.stringContaining(part)]);
  });

  it.each(['respond-async', 'dynamic=true', ',;=,;'])('%s is for others', async (prefer) => {
    expect(await preferring(prefer)).toEqual([401, expect.any(String)]);
  });
});
