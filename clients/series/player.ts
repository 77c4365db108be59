import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { Player } from '../../harness/model/property.ts';
import type { DriverReply } from '../driver/protocol.ts';
import { ClientUnmet } from '../stage/stage.ts';
import { judgeEffect } from './effects.ts';
import { instructionOf, type KnownRoom, orderOf } from './orders.ts';
import { isDone, isRefused, type Seen } from './requests.ts';
import { requirementIn } from './requirements.ts';
import { openScene, type Scene, type Setting } from './scene.ts';
import { sentenceOf } from './sentences.ts';
import {
  isReading,
  mostRooms,
  names,
  type ReadingStep,
  type Step,
  type UserStep,
} from './steps.ts';
import { type Complaint, judgeTelling } from './telling.ts';
import { judgeShown } from './views.ts';

/** What is known of a client before its series are played. */
export interface Known extends Setting {
  /** What works where nothing is in its way: instructions, and `alias` for joining by one. */
  readonly works: ReadonlySet<string>;
  /** Told of each requirement that a check found met. */
  readonly onHold: (requirement: ClientRequirementId) => void;
}

/** Steps that nobody needs to ask the server about who is in the room: they work. */
const alwaysWork: ReadonlySet<UserStep['do']> = new Set(['history', 'members', 'say']);

/** A step whatever happens to its answers, to tell whether it is asked for again. */
const keyOf = (step: UserStep): string => JSON.stringify({ ...step, trouble: [] });

/** Plays one series of steps with a client. */
export function createPlayer(known: Known): Player<Step> {
  const { works, onHold } = known;
  let scene: Scene | null = null;
  let refused: { readonly key: string; readonly times: number } = { key: '', times: 0 };
  const unclear = new Set<string>();
  /** Whether some answer was spoilt: a client may leave a server alone for a while then, and say so. */
  let hadTrouble = false;

  const hold = (usual: ClientRequirementId): void => {
    onHold('CLIENT-24');
    onHold(usual);
  };
  const unclearKey = (step: UserStep): string =>
    step.do === 'create' ? `create ${step.who}` : keyOf(step);
  /** Who asks again for what may have taken effect would look like a client that repeats it. */
  const isUnclear = (step: UserStep): boolean => unclear.has(unclearKey(step));
  /** Who asks again and again for what is refused would look like a client in a loop. */
  const isLoop = (step: UserStep): boolean => refused.key === keyOf(step) && refused.times > 1;

  function remember(step: UserStep, seen: readonly Seen[], isSpoilt: boolean): void {
    hadTrouble ||= isSpoilt;
    const isMaking = step.do === 'say' || step.do === 'create';
    if (isMaking && isSpoilt) unclear.add(unclearKey(step));
    const isRefusal = seen.length === 0 || seen.some(isRefused);
    if (!isRefusal) refused = { key: '', times: 0 };
    else {
      const key = keyOf(step);
      refused = { key, times: refused.key === key ? refused.times + 1 : 1 };
    }
    if (seen.length === 1 && isRefusal) onHold('CLIENT-31');
  }

  async function read(current: Scene, step: ReadingStep, room: KnownRoom): Promise<DriverReply> {
    const order = orderOf(step, room, current.users);
    const { reply, seen, isSpoilt } = await current.ask(step.who, order, step.trouble);
    const usual = requirementIn(current.dialect, step.do);
    const isMember = current.isIn(step.who, room.id);
    const mustAsk = isMember && !hadTrouble && alwaysWork.has(step.do);
    // A client that reads the state of the room may find by itself that it is not there.
    const mayMiss = reply.kind === 'error' && seen.every(isDone) && !isThere(step, room, current);
    if (!mayMiss) complain(judgeTelling(reply, seen, usual, mustAsk));
    if (reply.kind === 'ok' && isMember) {
      const userId = step.do === 'get-membership' ? current.users[step.whom] : '';
      const shown = { kind: step.do, roomId: room.id, userId, value: reply.value };
      complain(judgeShown(shown, current.server, isSpoilt ? 'CLIENT-21' : usual));
      hold(usual);
      if (step.do === 'history') onHold('CLIENT-25');
    }
    remember(step, seen, isSpoilt);
    return reply;
  }

  async function write(current: Scene, step: UserStep, room: KnownRoom): Promise<DriverReply> {
    const { users, ledger, dialect, rooms, domain } = current;
    const usual = requirementIn(dialect, step.do);
    const mustAsk = !hadTrouble && alwaysWork.has(step.do) && current.isIn(step.who, room.id);
    const { reply, seen, isSpoilt, isPut } = await current.ask(
      step.who,
      orderOf(step, room, users),
      step.trouble,
    );
    const sender = users[step.who];
    if (step.do === 'say') ledger.note({ sender, roomId: room.id, text: step.text }, reply);
    if (step.do === 'create') ledger.note({ sender, roomId: null, text: '' }, reply);
    complain(judgeTelling(reply, seen, usual, mustAsk));
    complain(ledger.judge(isSpoilt, isPut ? 'CLIENT-11' : 'CLIENT-12'));
    if (reply.kind === 'ok') {
      complain(judgeEffect(step, room, current, isSpoilt ? 'CLIENT-21' : usual));
      if (step.do === 'create') {
        const alias = step.alias ? `#${room.alias}:${domain}` : null;
        rooms.push({ id: String(reply.value['roomId']), alias });
      }
      hold(usual);
    }
    if (isSpoilt) onHold('CLIENT-21');
    remember(step, seen, isSpoilt);
    return reply;
  }

  return {
    describe(step) {
      if (step.do === 'world') return scene === null ? sentenceOf(step) : null;
      if (!works.has(instructionOf[step.do]) || isLoop(step) || isUnclear(step)) return null;
      const count = scene?.rooms.length ?? 1;
      if (step.do === 'create') return count < mostRooms ? sentenceOf(step) : null;
      if (step.room > count) return null;
      if (step.do !== 'join' || step.by === 'id') return sentenceOf(step);
      const hasAlias = scene === null || scene.rooms[step.room - 1]?.alias !== null;
      return hasAlias && works.has('alias') ? sentenceOf(step) : null;
    },
    async step(step) {
      if (step.do === 'world') {
        scene = await openScene(known, step);
        return 'it is so';
      }
      scene ??= await openScene(known, null);
      if (isReading(step)) return tell(await read(scene, step, roomIn(scene, step.room)));
      const number = scene.rooms.length + 1;
      const room =
        step.do === 'create'
          ? { id: `Room ${number}`, alias: `room${number}` }
          : roomIn(scene, step.room);
      return tell(await write(scene, step, room));
    },
    async end() {
      scene ??= await openScene(known, null);
      for (const step of lastLooks(scene, works)) {
        await read(scene, step, roomIn(scene, step.room));
      }
    },
  };
}

/** Whether what is read is there; a list always is. */
function isThere(step: ReadingStep, { id }: KnownRoom, { server, users }: Scene): boolean {
  switch (step.do) {
    case 'get-topic':
      return server.topic(id) !== null;
    case 'get-membership':
      return server.members(id)[users[step.whom]] !== undefined;
    case 'history':
    case 'members':
      return true;
  }
}

function roomIn({ rooms }: Scene, number: number): KnownRoom {
  const room = rooms[number - 1];
  if (room === undefined) throw new RangeError(`there is no room ${number}`);
  return room;
}

function complain(complaint: Complaint | null): void {
  if (complaint === null) return;
  const { requirement, what, expected, received } = complaint;
  throw new ClientUnmet(requirement, what, expected, received);
}

/** Everything that everybody can read in the rooms that they are in. */
function lastLooks(
  { rooms, isIn, server }: Scene,
  works: ReadonlySet<string>,
): readonly ReadingStep[] {
  return rooms.flatMap(({ id }, i) =>
    names
      .filter((who) => isIn(who, id))
      .flatMap((who): readonly ReadingStep[] => {
        const common = { who, room: i + 1, trouble: [] };
        return [
          { do: 'history', ...common },
          { do: 'members', ...common },
          ...(server.topic(id) === null ? [] : [{ do: 'get-topic', ...common } as const]),
          { do: 'get-membership', whom: who, ...common },
        ];
      })
      .filter((step) => works.has(instructionOf[step.do])),
  );
}

/** What a client said, in words without ids. */
function tell(reply: DriverReply): string {
  switch (reply.kind) {
    case 'ok': {
      const { messages, members } = reply.value;
      if (Array.isArray(messages)) return `the client shows ${messages.length} messages`;
      if (Array.isArray(members)) return `the client shows ${members.length} members`;
      return 'the client says that it is done';
    }
    case 'error': {
      const words = [reply.status, reply.errcode].filter((word) => word !== null).join(' ');
      return `the client reports an error${words === '' ? '' : `: ${words}`}`;
    }
    case 'unsupported':
      return 'the client says that it cannot do this';
    case 'lost':
      return 'the driver was lost';
  }
}
