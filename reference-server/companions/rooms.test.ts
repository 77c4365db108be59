import { afterAll, describe, expect, it } from 'vitest';
import { at, expectOk, refusal, startTestServer } from '../testing/server.ts';

const testServer = await startTestServer();
afterAll(testServer.close);
const [alice, bob] = [await testServer.newUser(), await testServer.newUser()] as const;
const roomId = await testServer.newRoom(alice);
const room = at`/rooms/${roomId}`;
const path = `${room}/send/m.room.message`;
const { event_id: eventId } = (await expectOk(alice.call('post', path, { msgtype: 'm.text' })))
  .body;

describe('typing', () => {
  it('refuses others, outsiders, and what is not typing', async () => {
    const own = room + at`/typing/${alice.id}`;
    const answers = [
      await alice.call('put', room + at`/typing/${bob.id}`, { typing: true }),
      await bob.call('put', room + at`/typing/${bob.id}`, { typing: true }),
      await alice.call('put', own, {}),
      await alice.call('put', own, { typing: 'yes' }),
      await alice.call('put', own, { typing: true, timeout: 'long' }),
      await alice.call('put', own, { typing: true, timeout: -1 }),
    ];
    expect(answers.map(refusal)).toEqual([
      '403 M_FORBIDDEN',
      '403 M_FORBIDDEN',
      '400 M_MISSING_PARAM',
      '400 M_BAD_JSON',
      '400 M_BAD_JSON',
      '400 M_BAD_JSON',
    ]);
  });
});

describe('receipts', () => {
  it('refuse other types, other events, and outsiders', async () => {
    const answers = [
      await alice.call('post', room + at`/receipt/m.delivered/${eventId}`, {}),
      await alice.call('post', room + at`/receipt/m.read/${'$nothing'}`, {}),
      await bob.call('post', room + at`/receipt/m.read/${eventId}`, {}),
    ];
    expect(answers.map(refusal)).toEqual([
      '400 M_INVALID_PARAM',
      '404 M_NOT_FOUND',
      '403 M_FORBIDDEN',
    ]);
  });
});
