import type { Reply, User } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { type Player, propertyCase } from '../../../harness/model/property.ts';
import { growing } from '../../../harness/model/growing.ts';
import { series } from '../../../harness/model/series.ts';
import { suite, type World } from '../../../harness/run/case.ts';
import { takeAlbum, type Trusted } from './album.ts';
import { type Fact, judge } from './judge.ts';
import {
  cast,
  drawSteps,
  type Move,
  type Name,
  readStep,
  type RoomNumber,
  sentenceOf,
  type Setting,
  simpler,
  type Step,
} from './steps.ts';
import { getToKnow } from './target.ts';

interface Context {
  readonly users: Readonly<Record<Name, User>>;
  readonly trusted: Trusted;
  readonly world: World;
}

/** A room of a run: what was done in it, as far as the target said that it was. */
interface Place {
  readonly id: string;
  readonly name: string;
  readonly records: Map<Name, string>;
  readonly set: Map<Setting, string>;
  readonly sent: string[];
  sentLast: boolean;
}

type Act = Extract<Step, { do: 'move' | 'set' | 'send' }>;

const slots: Readonly<Record<Setting, readonly [type: string, key: string, field: string]>> = {
  topic: ['m.room.topic', '', 'topic'],
  name: ['m.room.name', '', 'name'],
  'conf a': ['com.example.conf', 'a', 'value'],
  'conf b': ['com.example.conf', 'b', 'value'],
  conf: ['com.example.conf', '', 'value'],
};

/** Plays one run of effects, and looks at them. */
function createPlayer({ users, trusted }: Omit<Context, 'world'>, must: Must): Player<Step> {
  const places = new Map<RoomNumber, Place>();
  let count = 0;

  /** Only what the table of memberships allows; who may ask for what else has a property of its own. */
  function isProper({ records }: Place, who: Name, asked: Move): boolean {
    const record = records.get(who);
    if (who === 'alice' || record === 'ban') return false;
    switch (asked) {
      case 'invite':
        return record !== 'join' && record !== 'invite';
      case 'join':
        return record === 'invite';
      case 'leave':
      case 'kick':
        return record === 'join';
      case 'ban':
        return record === 'join' || record === 'invite';
    }
  }

  function tell(next: Step): string | null {
    const place = places.get(next.room);
    if (next.do === 'room') return place === undefined ? sentenceOf(next) : null;
    if (place === undefined) return null;
    const joined = 'who' in next && place.records.get(next.who) === 'join';
    if (next.do === 'move') return isProper(place, next.who, next.move) ? sentenceOf(next) : null;
    return next.do === 'set' || joined ? sentenceOf(next) : null;
  }

  async function create(room: RoomNumber, topic: boolean): Promise<string> {
    count += 1;
    const value = `topic ${count}`;
    const config = { visibility: 'private', ...(topic ? { topic: value } : {}) };
    const { room_id } = await users.alice.need('create_room', { body: config });
    places.set(room, {
      id: room_id,
      name: `room ${room}`,
      sent: [],
      sentLast: false,
      records: new Map([['alice', 'join']]),
      set: new Map(topic ? [['topic', value]] : []),
    });
    return 'the room is there';
  }

  async function move(place: Place, who: Name, asked: Move): Promise<Reply> {
    const roomId = place.id;
    const [user, body] = [users[who], { user_id: users[who].id }];
    const ask = {
      invite: () => users.alice.call('invite', { roomId, body }),
      join: () => user.call('join_room', { roomId }),
      leave: () => user.call('leave', { roomId }),
      kick: () =>
        users.alice.call('set_membership', {
          roomId,
          userId: user.id,
          body: { membership: 'leave' },
        }),
      ban: () => users.alice.call('ban', { roomId, body }),
    }[asked];
    const reply = await ask();
    if (isSuccess(reply)) place.records.set(who, asked === 'kick' ? 'leave' : asked);
    return reply;
  }

  async function set(place: Place, setting: Setting): Promise<Reply> {
    count += 1;
    const value = `${setting} ${count}`;
    const [eventType, stateKey, field] = slots[setting];
    const roomId = place.id;
    const reply =
      setting === 'topic'
        ? await users.alice.call('set_topic', { roomId, body: { topic: value } })
        : await users.alice.call('send_state_event', {
            roomId,
            eventType,
            body: { [field]: value },
            ...(stateKey === '' ? {} : { stateKey }),
          });
    if (isSuccess(reply)) place.set.set(setting, value);
    return reply;
  }

  async function send(place: Place, who: Name, kind: 'event' | 'message'): Promise<Reply> {
    const roomId = place.id;
    const reply =
      kind === 'message'
        ? await users[who].call('send_message', { roomId, body: { msgtype: 'm.text', body: 'Hi' } })
        : await users[who].call('send_non_state_event', {
            roomId,
            eventType: 'com.example.note',
            body: { body: 'Hi' },
          });
    const id = at(reply.json, 'event_id');
    if (isSuccess(reply) && typeof id === 'string') place.sent.push(id);
    return reply;
  }

  async function look(place: Place, ...who: readonly Name[]): Promise<void> {
    const settings = [...place.set.keys()].map((setting) => slots[setting]);
    const subjects = {
      users: cast.map((name) => users[name].id),
      slots: settings.map(([type, key]) => [type, key] as const),
    };
    const looks = [];
    for (const name of new Set(who)) {
      looks.push({ who: name, album: await takeAlbum(users[name], place.id, trusted, subjects) });
    }
    judge(must, { ...place, facts: factsOf(place) }, looks);
  }

  const factsOf = ({ records, set: values }: Place): readonly Fact[] => [
    ...cast.map((name) => ({
      word: `membership of ${name}`,
      type: 'm.room.member',
      key: users[name].id,
      field: 'membership',
      owed: records.get(name) ?? null,
    })),
    ...[...values].map(([setting, owed]) => {
      const [type, key, field] = slots[setting];
      return { word: setting, type, key, field, owed };
    }),
  ];

  function act(place: Place, next: Act): Promise<Reply> {
    switch (next.do) {
      case 'move':
        return move(place, next.who, next.move);
      case 'set':
        return set(place, next.setting);
      case 'send':
        return send(place, next.who, next.kind);
    }
  }

  async function step(next: Step): Promise<string> {
    if (next.do === 'room') return create(next.room, next.topic);
    const place = places.get(next.room);
    if (place === undefined) throw new RangeError(`room ${next.room} was not created`);
    if (next.do === 'look') {
      await look(place, 'alice', next.who);
      return 'all views agree';
    }
    const reply = await act(place, next);
    if (reply.status >= 500) throw new Broken(`the target failed itself: ${reply.status}`);
    place.sentLast = next.do === 'send' && isSuccess(reply);
    return isSuccess(reply) ? 'accepted' : `refused with ${reply.status}`;
  }

  return {
    describe: tell,
    step,
    async end() {
      for (const place of places.values()) {
        const other = [...place.records].findLast(([, record]) => record === 'join')?.[0];
        await look(place, 'alice', other ?? 'alice');
      }
    },
  };
}

export const viewsAgree = suite('views-agree', {
  'every-view-shows-the-same': propertyCase<Step, Context>({
    title:
      'Whatever happened in a room, every operation that shows it shows the same, to everybody',
    requires: [
      ...([
        'GMEM-03',
        'GMEM-07',
        'GMEM-08',
        'MEMB-04',
        'MEMB-11',
        'GTOPIC-03',
        'STATE-03',
        'GST-04',
        'GST-05',
      ] as const),
      ...(['SYNC-09', 'SYNC-10', 'MSGS-03', 'MSGS-16', 'MODEL-22'] as const),
    ],
    users: cast,
    budget: { runs: 40, milliseconds: 600 },
    prepare: async (world, leased) => ({ ...(await getToKnow(world.must, leased)), world }),
    steps: () => series({ draw: growing(14, drawSteps), simpler }),
    readStep,
    open: ({ world, ...known }) => createPlayer(known, world.must),
  }),
});
