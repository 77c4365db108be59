import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { JsonObject } from '../../harness/document/json.ts';
import type { ClientFinding } from '../../harness/traffic/finding.ts';
import { type DriverDescription, readDescription } from '../driver/protocol.ts';
import { wordsOf } from '../stage/must.ts';
import { Unjudged } from '../stage/stage.ts';
import { judgeEffect } from './effects.ts';
import { instructionOf, type KnownRoom, orderOf } from './orders.ts';
import { openScene, type Scene, type Setting } from './scene.ts';
import { isReading, type ReadingStep, type UserStep } from './steps.ts';
import type { Complaint } from './telling.ts';
import { judgeShown } from './views.ts';

/** What was found out about a client before its series are played. */
export interface Probed {
  readonly description: DriverDescription;
  /** What works where nothing is in its way: instructions, and `alias` for joining by one. */
  readonly works: ReadonlySet<string>;
  /** What the driver supports, but does not work; each with what the client said. */
  readonly fails: readonly string[];
  /** Requirements that its requests violate anyway. */
  readonly violated: ReadonlySet<ClientRequirementId>;
}

const plain = { trouble: [], room: 1 } as const;

/** Each kind of step once, in an order in which all of them work. */
const trials: readonly (readonly [name: string, step: UserStep])[] = [
  ['create_room', { do: 'create', who: 'alice', visibility: 'public', alias: true, trouble: [] }],
  ['join', { do: 'join', who: 'carol', by: 'id', ...plain }],
  ['leave', { do: 'leave', who: 'carol', ...plain }],
  ['alias', { do: 'join', who: 'carol', by: 'alias', ...plain }],
  ['leave', { do: 'leave', who: 'carol', ...plain }],
  ['join_room', { do: 'enter', who: 'carol', ...plain }],
  ['leave', { do: 'leave', who: 'carol', ...plain }],
  ['invite', { do: 'invite', who: 'alice', whom: 'carol', ...plain }],
  ['set_membership', { do: 'set', who: 'alice', whom: 'carol', membership: 'leave', ...plain }],
  ['ban', { do: 'ban', who: 'alice', whom: 'carol', ...plain }],
  ['send_message', { do: 'say', who: 'bob', text: 'hello', ...plain }],
  ['send_message', { do: 'say', who: 'alice', text: 'good morning', ...plain }],
  ['send_state_event', { do: 'state', who: 'alice', key: 'k', text: 'blue', ...plain }],
  ['set_topic', { do: 'topic', who: 'alice', text: 'Tea', ...plain }],
  ['get_topic', { do: 'get-topic', who: 'bob', ...plain }],
  ['get_membership', { do: 'get-membership', who: 'bob', whom: 'alice', ...plain }],
  ['read_history', { do: 'history', who: 'bob', ...plain }],
  ['read_members', { do: 'members', who: 'bob', ...plain }],
];

/**
 * Tries plainly what the series of a client are made of. What does not work plainly is left out of them: the scenarios
 * hold that against the client.
 * @throws Unjudged where the driver does not start, or says too little about itself
 */
export async function probe(setting: Omit<Setting, 'onFinding'>): Promise<Probed> {
  const violated = new Set<ClientRequirementId>();
  const onFinding = ({ requirement }: ClientFinding): void => void violated.add(requirement);
  const scene = await openScene({ ...setting, onFinding }, null);
  const description = readDescription(scene.started);
  if (description === null) {
    const why = 'the driver did not say its name and what it supports when it was started';
    throw new Unjudged('broken', why);
  }
  const works = new Set<string>();
  const fails = new Map<string, string>();
  for (const [name, step] of trials) {
    if (!description.supports.includes(instructionOf[step.do])) continue;
    const why = await trialOf(step, scene);
    if (why === null && !fails.has(name)) works.add(name);
    if (why === null) continue;
    works.delete(name);
    fails.set(name, why);
  }
  return {
    description,
    works,
    violated,
    fails: [...fails].map(([name, why]) => `${name}: ${why}`),
  };
}

/** Plays one step. @returns why it does not work; null where it does */
async function trialOf(step: UserStep, scene: Scene): Promise<string | null> {
  const { users, ledger } = scene;
  const lobby = scene.rooms[0] ?? { id: '', alias: null };
  const room: KnownRoom = step.do === 'create' ? { id: 'Probe', alias: 'probe' } : lobby;
  const { reply } = await scene.ask(step.who, orderOf(step, room, users), []);
  if (reply.kind !== 'ok') return wordsOf(reply);
  const sender = users[step.who];
  if (step.do === 'say') ledger.note({ sender, roomId: room.id, text: step.text }, reply);
  if (step.do === 'create') ledger.note({ sender, roomId: null, text: '' }, reply);
  const isMade = step.do === 'say' || step.do === 'create';
  const complaint =
    judgeEffect(step, room, scene, 'CLIENT-24') ??
    (isMade ? ledger.judge(false, 'CLIENT-24') : null) ??
    (isReading(step) ? shownIn(step, room, scene, reply.value) : null);
  return complaint === null
    ? null
    : `${complaint.what} was ${complaint.received}, not ${complaint.expected}`;
}

function shownIn(
  step: ReadingStep,
  { id: roomId }: KnownRoom,
  { users, server }: Scene,
  value: JsonObject,
): Complaint | null {
  const userId = step.do === 'get-membership' ? users[step.whom] : '';
  return judgeShown({ kind: step.do, roomId, userId, value }, server, 'CLIENT-24');
}
