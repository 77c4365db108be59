import { afterAll, describe, expect, it } from 'vitest';
import { at, bringIn, expectOk, refusal, startTestServer, timeline } from '../testing/server.ts';

const testServer = await startTestServer();
afterAll(testServer.close);

async function threeInARoom() {
  const [owner, member, other] = [
    await testServer.newUser(),
    await testServer.newUser(),
    await testServer.newUser(),
  ] as const;
  const roomId = await testServer.newRoom(owner);
  await bringIn(owner, roomId, member, other);
  const path = at`/rooms/${roomId}/send/m.room.message`;
  const message = { msgtype: 'm.text', body: 'Oops' };
  const { event_id: eventId } = (await expectOk(member.call('post', path, message))).body;
  const redact = at`/rooms/${roomId}/redact/${eventId}`;
  return { owner, member, other, roomId, eventId, redact };
}

describe('redacting', () => {
  it('takes away what a message said, and says so in the room', async () => {
    const { owner, member, roomId, eventId, redact } = await threeInARoom();
    const { body } = await expectOk(member.call('post', redact, { reason: 'A typo' }));
    const events = await timeline(owner, roomId);
    expect(events.find(({ event_id }) => event_id === eventId)).toMatchObject({
      content: {},
      redacted_because: { event_id: body.event_id },
    });
    expect(events.at(-1)).toMatchObject({
      type: 'm.room.redaction',
      event_id: body.event_id,
      redacts: eventId,
      content: { reason: 'A typo' },
    });
  });

  it('is for the sender, and for whoever has the power', async () => {
    const { owner, other, redact } = await threeInARoom();
    expect(refusal(await other.call('post', redact, {}))).toBe('403 M_FORBIDDEN');
    await expectOk(owner.call('post', redact, {}));
  });

  it('happens once for each txnId', async () => {
    const { member, roomId, redact } = await threeInARoom();
    const one = await expectOk(member.call('put', `${redact}/t`, {}));
    const again = await expectOk(member.call('put', `${redact}/t`, {}));
    expect(again.body).toEqual(one.body);
    const types = (await timeline(member, roomId)).map(({ type }) => type);
    expect(types.filter((type) => type === 'm.room.redaction')).toHaveLength(1);
  });

  it('refuses events and rooms that are not there, strangers, and a reason that is not a text', async () => {
    const { member, roomId, redact } = await threeInARoom();
    const stranger = await testServer.newUser();
    const answers = [
      await member.call('post', at`/rooms/${roomId}/redact/${'$nothing'}`, {}),
      await member.call('post', at`/rooms/${'!no:x'}/redact/${'$nothing'}`, {}),
      await stranger.call('post', redact, {}),
      await member.call('post', redact, { reason: 5 }),
    ];
    expect(answers.map(refusal)).toEqual([
      '404 M_NOT_FOUND',
      '403 M_FORBIDDEN',
      '403 M_FORBIDDEN',
      '400 M_BAD_JSON',
    ]);
  });
});

describe('one event', () => {
  it('can be read by those who may see it', async () => {
    const { owner, member, eventId } = await threeInARoom();
    const { body } = await expectOk(owner.call('get', at`/events/${eventId}`));
    expect(body).toMatchObject({ event_id: eventId, sender: member.id });
    const stranger = await testServer.newUser();
    for (const path of [at`/events/${eventId}`, at`/events/${'$nothing'}`]) {
      expect(refusal(await stranger.call('get', path))).toBe('404 M_NOT_FOUND');
    }
  });
});
