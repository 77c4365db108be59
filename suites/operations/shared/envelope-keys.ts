import type { RequirementId } from '../../../harness/document/ids.ts';
import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { JsonObject } from '../../../harness/document/json.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { newest } from '../../../harness/world/pages.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import { strangerOf } from './strangers.ts';

/** An operation that puts a content into a room, in which any further key may stand. */
export interface EnvelopeCarrier {
  /** As the title says it, with its article. */
  readonly thing: string;
  /** The type of its events, and the requirement that says so. */
  readonly type: string;
  readonly typed: RequirementId;
  /** The state key of its events; null where they have none. */
  readonly key: ((user: User, mark: string) => string) | null;
  readonly keyed: RequirementId;
  /** A key of the content that has a meaning, which is not tried. */
  readonly reserved?: string;
  /** Sends a content; `mark` is another one each time. */
  readonly send: (user: User, roomId: string, content: JsonObject, mark: string) => Promise<Reply>;
  /** Whether GET members lists it too. */
  readonly isMember?: true;
  /** Why a target may refuse it whatever its content, if it may. */
  readonly mayBeRefused?: string;
}

const markKey = 'com.example.mark';

const requirementsOf = ({ typed, keyed }: EnvelopeCarrier): CaseBody['requires'] => [
  'MODEL-23',
  ...new Set<RequirementId>(['MODEL-24', 'CONV-19', typed, keyed]),
];

/**
 * Keys of a content that are called like those of an event leave the event as it is, in every view. The order of the
 * views is that in which they are looked at: messages show events of every kind.
 */
export const envelopeCase = (carrier: EnvelopeCarrier): CaseBody => ({
  title: `${carrier.thing} keeps its own id, room, type, key and sender, whatever its content says`,
  requires: requirementsOf(carrier),
  async run({ users, must, fresh }) {
    const [owner] = await users('owner');
    const roomId = await privateRoom(owner);
    const elsewhere = await privateRoom(owner);
    const mark = fresh();
    const fake: JsonObject = {
      event_id: `$${mark}`,
      room_id: elsewhere,
      type: 'com.example.fake',
      state_key: 'fake',
      sender: strangerOf(owner, mark),
      user_id: strangerOf(owner, mark),
    };
    const kept = Object.entries(fake).filter(([key]) => key !== carrier.reserved);
    const plain = await carrier.send(owner, roomId, { [markKey]: 'plain' }, 'plain');
    const requires = requirementsOf(carrier);
    if (!isSuccess(plain)) {
      const { mayBeRefused } = carrier;
      if (mayBeRefused === undefined)
        throw new Broken(`${carrier.thing} is refused without such keys too`);
      for (const id of requires) must.notApplicable(id, mayBeRefused);
      return;
    }

    const content = { ...Object.fromEntries(kept), [markKey]: mark };
    const reply = await carrier.send(owner, roomId, content, mark);
    // A server may refuse such a content.
    if (!isSuccess(reply)) {
      for (const id of requires)
        must.notApplicable(id, 'this target refuses a content with such keys');
      return;
    }

    const stateKey = carrier.key?.(owner, mark) ?? null;
    const views = await viewsOf(owner, roomId, carrier);
    let found = 0;
    for (const [view, events] of views) {
      for (const event of events.filter((each) => at(each['content'], markKey) === mark)) {
        found += 1;
        const id = must.on('MODEL-23');
        id.that(
          event['event_id'] !== fake['event_id'],
          `event_id in ${view}`,
          'its own',
          event['event_id'],
        );
        must.on('MODEL-24').equal(event['room_id'], roomId, `room_id in ${view}`);
        must.on(carrier.typed).equal(event['type'], carrier.type, `type in ${view}`);
        const { user_id: sender } = event;
        const isOwn = sender !== fake['user_id'];
        must.on('CONV-19').that(isOwn, `user_id in ${view}`, owner.id, sender);
        const key = event['state_key'] ?? null;
        // An event of state without a key is reported against MODEL-39.
        const isRight = key === stateKey || (stateKey !== null && key === null);
        must.on(carrier.keyed).that(isRight, `state_key in ${view}`, String(stateKey), key);
      }
    }
    const isState = stateKey !== null;
    const state = views.find(([view]) => view === 'get_state_events')?.[1] ?? [];
    const wrong = state.filter((event) => at(event['content'], markKey) === mark).length;
    if (!isState) must.on(carrier.keyed).equal(wrong, 0, 'number of events that became state');
    if (found === 0) throw new Broken('no view lists the event');
  },
});

async function viewsOf(
  reader: User,
  roomId: string,
  { isMember }: EnvelopeCarrier,
): Promise<readonly (readonly [string, readonly JsonObject[]])[]> {
  const limited = { undeclared: { limit: '50' } };
  const sync = await reader.need('get_room_sync_data', { roomId }, limited);
  const members = isMember === true ? (await reader.need('get_members', { roomId })).chunk : [];
  return [
    ['get_messages', await newest(reader, roomId)],
    ['get_state_events', await reader.need('get_state_events', { roomId })],
    ['the messages of initialSync', sync.messages?.chunk ?? []],
    ['the state of initialSync', sync.state ?? []],
    ['get_members', members],
  ];
}
