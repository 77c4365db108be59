import { afterAll, describe, expect, it } from 'vitest';
import {
  at,
  bringIn,
  expectOk,
  refusal,
  startTestServer,
  type TestUser,
} from '../testing/server.ts';

const testServer = await startTestServer();
afterAll(testServer.close);

const asking = (search_term: unknown, keys?: unknown) => ({
  search_categories: { room_events: { search_term, ...(keys === undefined ? {} : { keys }) } },
});

async function found(user: TestUser, term: string, keys?: readonly string[]) {
  const { body } = await expectOk(user.call('post', '/search', asking(term, keys)));
  const { count, results } = body.search_categories.room_events;
  const contents = results.map(({ result }: { result: { content: object } }) => result.content);
  return { count: Number(count), contents };
}

describe('a search', () => {
  it('finds what was said while one was in the room, in whatever case, the newest first', async () => {
    const [alice, bob] = [await testServer.newUser(), await testServer.newUser()];
    const roomId = await testServer.newRoom(alice, { topic: 'About tea' });
    const say = async (body: string) =>
      expectOk(
        alice.call('post', at`/rooms/${roomId}/send/m.room.message`, { msgtype: 'm.text', body }),
      );
    await say('Tea before Bob');
    await bringIn(alice, roomId, bob);
    await say('Coffee');
    await say('More TEA');
    const said = { msgtype: 'm.text', body: 'More TEA' };
    expect(await found(bob, 'tea')).toEqual({ count: 1, contents: [said] });
    expect(await found(alice, 'tea')).toMatchObject({ count: 3 });
    expect(await found(alice, 'tea', ['content.topic'])).toEqual({
      count: 1,
      contents: [{ topic: 'About tea' }],
    });
    expect(await found(await testServer.newUser(), 'tea')).toEqual({ count: 0, contents: [] });
  });

  it('refuses questions that it does not understand', async () => {
    const alice = await testServer.newUser();
    const bodies = [{}, { search_categories: 5 }, asking(5), asking('a', 'b'), asking('a', ['b'])];
    const answers = [];
    for (const body of bodies) answers.push(refusal(await alice.call('post', '/search', body)));
    expect(answers).toEqual([
      '400 M_MISSING_PARAM',
      '400 M_MISSING_PARAM',
      '400 M_BAD_JSON',
      '400 M_BAD_JSON',
      '400 M_BAD_JSON',
    ]);
  });
});
