import { describe, expect, it } from 'vitest';
import { alice, bob, forbidden, room, scene, type Scene } from '../testing/scene.ts';
import { traffic } from '../testing/traffic.ts';

describe('what is not known is not judged', () => {
  const story = ({ ban, join, invite, read, say, page, event }: Scene): void => {
    ban().answer(200);
    join().answer(200);
    invite().answer(200);
    read(bob).answer(200, { membership: 'leave' });
    say('one', '$1');
    page('dir=b', [event('$9', 'nine', { user_id: bob })]);
  };

  it('when others may act, the same room may have changed in between', () => {
    const open = scene('private', { alone: false });
    story(open);
    expect(open.blamed()).toEqual([]);
    const closed = scene();
    story(closed);
    expect(closed.blamed()).not.toEqual([]);
  });

  it('of a room that was there before the recording, only what was shown', () => {
    const { send, blamed } = traffic();
    const path = '/rooms/%21old%3Ah';
    send('POST', '/login', { token: null }).answer(200, { access_token: 'alice', user_id: alice });
    send('POST', `${path}/join`, { body: {} }).answer(403, forbidden);
    send('GET', `${path}/state/m.room.topic`).answer(200, { topic: 'Any' });
    const state = [{ event_id: '$1', room_id: '!old:h', type: 'm.room.member', state_key: alice }];
    const [mine] = state.map((one) => ({
      ...one,
      user_id: alice,
      content: { membership: 'join' },
    }));
    const topic = {
      event_id: '$2',
      room_id: '!old:h',
      type: 'm.room.topic',
      state_key: '',
      user_id: alice,
    };
    const shown = [mine, { ...topic, content: { topic: 'Known' } }];
    send('GET', `${path}/state`).answer(200, shown);
    expect(blamed()).toEqual([]);
    send('GET', `${path}/state`).answer(200, [
      mine,
      { ...topic, event_id: '$3', content: { topic: 'Other' } },
    ]);
    expect(blamed()).toEqual([]);
  });

  it('a request outside of the declaration may have changed its room', () => {
    const { send, ban, join, blamed } = scene();
    ban().answer(200);
    send('POST', `${room}/unban`, { body: { user_id: bob } }).answer(200);
    join().answer(200);
    expect(blamed()).toEqual([]);
  });

  it('powers and ways to join that somebody changed are not those of a new room', () => {
    const { send, join, blamed } = scene();
    send('PUT', `${room}/state/m.room.join_rules`, { body: { join_rule: 'public' } }).lose();
    join().answer(200);
    expect(blamed()).toEqual([]);
  });

  it('recordings without any access token say nothing about tokens', () => {
    const { send, found } = traffic();
    send('GET', `${room}/state`, { token: null }).answer(200, []);
    expect(found()).toEqual([]);
  });

  it('an exchange that a client and a gateway both recorded is one', () => {
    const { send, blamed } = traffic();
    const body = { msgtype: 'm.text', body: 'a' };
    const [one, two] = [0, 1].map(() => send('POST', `${room}/send/m.room.message`, { body }));
    two?.answer(200, { event_id: '$1' });
    one?.answer(200, { event_id: '$1' });
    expect(blamed()).toEqual([]);
  });
});
