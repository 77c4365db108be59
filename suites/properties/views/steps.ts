import { at } from '../../../harness/world/answers.ts';
import type { Chance } from '../../../harness/model/series.ts';

export const cast = ['alice', 'bob', 'carol'] as const;
export type Name = (typeof cast)[number];
export type RoomNumber = 1 | 2;

export const moves = ['invite', 'join', 'leave', 'kick', 'ban'] as const;
export type Move = (typeof moves)[number];

/** What is set: a topic, a name, and two pieces of state that differ in their key. */
export const settings = ['topic', 'name', 'conf a', 'conf b', 'conf'] as const;
export type Setting = (typeof settings)[number];

export type Step =
  | { readonly do: 'room'; readonly room: RoomNumber; readonly topic: boolean }
  | { readonly do: 'move'; readonly room: RoomNumber; readonly who: Name; readonly move: Move }
  | { readonly do: 'set'; readonly room: RoomNumber; readonly setting: Setting }
  | { readonly do: 'send'; readonly room: RoomNumber; readonly who: Name; readonly kind: Kind }
  | { readonly do: 'look'; readonly room: RoomNumber; readonly who: Name };

const kinds = ['message', 'event'] as const;
type Kind = (typeof kinds)[number];

/** A step from a file; null where it is none. */
export function readStep(value: unknown): Step | null {
  const among = <T>(list: readonly T[], key: string): T | undefined =>
    list.find((item) => item === at(value, key));
  const [word, room, who] = [at(value, 'do'), among([1, 2] as const, 'room'), among(cast, 'who')];
  if (room === undefined) return null;
  if (word === 'room') return { do: word, room, topic: at(value, 'topic') === true };
  if (word === 'set') {
    const setting = among(settings, 'setting');
    return setting === undefined ? null : { do: word, room, setting };
  }
  if (who === undefined) return null;
  if (word === 'look') return { do: word, room, who };
  const [move, kind] = [among(moves, 'move'), among(kinds, 'kind')];
  if (word === 'move') return move === undefined ? null : { do: word, room, who, move };
  return word === 'send' && kind !== undefined ? { do: word, room, who, kind } : null;
}

const settingWords: Readonly<Record<Setting, string>> = {
  topic: 'the topic',
  name: 'the name',
  'conf a': 'the setting a',
  'conf b': 'the setting b',
  conf: 'the setting without a key',
};

/** A step as a sentence. */
export function sentenceOf(step: Step): string {
  const where = `room ${step.room}`;
  switch (step.do) {
    case 'room':
      return `alice creates ${where}${step.topic ? ' with a topic' : ''}`;
    case 'move': {
      const { who } = step;
      return {
        invite: `alice invites ${who} to ${where}`,
        join: `${who} joins ${where}`,
        leave: `${who} leaves ${where}`,
        kick: `alice sets ${who} to leave in ${where}`,
        ban: `alice bans ${who} from ${where}`,
      }[step.move];
    }
    case 'set':
      return `alice sets ${settingWords[step.setting]} of ${where}`;
    case 'send':
      return `${step.who} sends ${step.kind === 'message' ? 'a message' : 'an event'} into ${where}`;
    case 'look':
      return `alice and ${step.who} look at ${where} in every way`;
  }
}

/** Effects of all kinds, `most` at most, mostly in one room; every now and then two people look. */
export function drawSteps(chance: Chance, most: number): readonly Step[] {
  const steps: Step[] = [{ do: 'room', room: 1, topic: chance.below(2) === 0 }];
  if (chance.below(3) === 0) steps.push({ do: 'room', room: 2, topic: chance.below(2) === 0 });
  const length = 1 + chance.below(most);
  for (let i = 0; i < length; i += 1) {
    const room = steps.length > 1 && chance.below(4) === 0 ? 2 : 1;
    const dice = chance.below(10);
    const who = chance.pick(['bob', 'carol']);
    const anyone = chance.pick(cast);
    if (dice < 2)
      steps.push(
        { do: 'move', room, who, move: 'invite' },
        { do: 'move', room, who, move: 'join' },
      );
    else if (dice < 5) steps.push({ do: 'move', room, who, move: chance.pick(moves) });
    else if (dice < 7) steps.push({ do: 'set', room, setting: chance.pick(settings) });
    else if (dice < 9) steps.push({ do: 'send', room, who: anyone, kind: chance.pick(kinds) });
    else steps.push({ do: 'look', room, who });
  }
  return steps;
}

export function simpler(step: Step): readonly Step[] {
  const steps: Step[] = [];
  if (step.do === 'room' && step.topic) steps.push({ ...step, topic: false });
  if ('who' in step && step.who === 'carol') steps.push({ ...step, who: 'bob' });
  if (step.do === 'send' && step.who !== 'alice') steps.push({ ...step, who: 'alice' });
  if (step.room === 2 && step.do !== 'room') steps.push({ ...step, room: 1 });
  return steps;
}
