import { at } from '../../../harness/world/answers.ts';
import type { Chance } from '../../../harness/model/series.ts';
import type { Slot } from '../../../harness/model/slots.ts';
import { isObject, type JsonObject } from '../../../harness/document/json.ts';

export const cast = ['alice', 'bob'] as const;
export type Name = (typeof cast)[number];

/** Stands for alice's id: state keys of that form are one's own or nobody's (traps: current, 6). */
export const self = '@alice';

export type Step =
  | { readonly do: 'room'; readonly room: number }
  | ({ readonly do: 'put'; readonly content: JsonObject } & Slot)
  | { readonly do: 'send'; readonly room: number; readonly content: JsonObject }
  | ({ readonly do: 'read'; readonly who: Name } & Slot)
  | { readonly do: 'list'; readonly room: number; readonly who: Name };

/** A step from a file; null where it is none. */
export function readStep(value: unknown): Step | null {
  const [word, room] = [at(value, 'do'), at(value, 'room')];
  if (room !== 1 && room !== 2) return null;
  if (word === 'room') return { do: word, room };
  const who = cast.find((name) => name === at(value, 'who'));
  if (word === 'send') {
    const sent = at(value, 'content');
    return isObject(sent) ? { do: word, room, content: sent } : null;
  }
  if (word === 'list') return who === undefined ? null : { do: word, room, who };
  const [type, key, content] = [at(value, 'type'), at(value, 'key'), at(value, 'content')];
  if (typeof type !== 'string' || type === '' || typeof key !== 'string') return null;
  if (word === 'put') return isObject(content) ? { do: word, room, type, key, content } : null;
  return word === 'read' && who !== undefined ? { do: word, room, type, key, who } : null;
}

const slotWords = ({ type, key, room }: Slot): string =>
  `${JSON.stringify(type)} ${JSON.stringify(key)} of room ${room}`;

function short(content: JsonObject): string {
  const text = JSON.stringify(content);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** A step as a sentence. */
export function sentenceOf(step: Step): string {
  switch (step.do) {
    case 'room':
      return `alice creates room ${step.room}, and bob joins`;
    case 'put':
      return `alice sets ${slotWords(step)} to ${short(step.content)}, and its number`;
    case 'send':
      return `alice sends the event ${short(step.content)} into room ${step.room}`;
    case 'read':
      return `${step.who} reads ${slotWords(step)}`;
    case 'list':
      return `${step.who} lists the state of room ${step.room}`;
  }
}

const plainTypes = ['com.example.conf', 'com.example.conf.x', 'COM.example.conf', 'x'] as const;

/** Types that only a target decodes that takes the path apart first. */
const oddTypes = ['com.example/conf', 'com.example%2Fconf', 'com.example conf'] as const;

/** Dots alone are left out: what stands between client and server may take them for steps in the path. */
const keys = [
  '',
  'k',
  'K',
  'a',
  'a/b',
  '/a',
  'a%2Fb',
  '%',
  '100%',
  'a+b',
  'a b',
  ' a',
  'a.b',
  '.a',
  'constructor',
  'toString',
  '#a',
  '?a=b',
  'a&b',
  '"',
  "'",
  '\\',
  '~',
  ':',
  '!',
  '$a',
  ';',
  'k'.repeat(200),
  self,
] as const;

const beyondAscii = ['é', 'e\u0301', '日本', '☕', '😀'] as const;

const texts = [
  '',
  'a',
  ' ',
  'null',
  '0',
  '	\n\r',
  '"\\/',
  '<&>',
  'é',
  'é',
  '日本語',
  '😀👩‍👩‍👧',
  '\u2028',
  'x'.repeat(3e3),
  'ü'.repeat(500),
] as const;

const names = ['a', 'b', 'c', 'A', '', 'a.b', 'constructor', 'é', '😀', 'toString', ' '] as const;

const largest = Number.MAX_SAFE_INTEGER;

/** What a target copes with in paths. */
export interface Copes {
  readonly oddTypes: boolean;
  readonly unicode: boolean;
}

/** Few types and keys at a time, so that slots are written more than once and differ in one thing only. */
export function drawSteps(
  { oddTypes: odd, unicode }: Copes,
  chance: Chance,
  most: number,
): readonly Step[] {
  const one = <T>(list: readonly [T, ...T[]]): T => list[chance.below(list.length)] ?? list[0];
  const type = (): string => (odd && chance.below(3) === 0 ? one(oddTypes) : one(plainTypes));
  const key = (): string => (unicode && chance.below(5) === 0 ? one(beyondAscii) : one(keys));
  const types: readonly [string, string] = [type(), type()];
  // The empty key has a path of its own.
  const empty = chance.below(3) === 0 ? '' : key();
  const drawn: readonly [string, string, string] = [empty, key(), key()];
  const rooms: readonly [number, ...number[]] = chance.below(2) === 0 ? [1] : [1, 2];
  const slot = (): Slot => ({ room: one(rooms), type: one(types), key: one(drawn) });
  const who = (): Name => chance.pick(cast);
  const steps: Step[] = rooms.map((room) => ({ do: 'room', room }));
  const length = 1 + chance.below(most);
  for (let i = 0; i < length; i += 1) {
    const dice = chance.below(8);
    if (dice === 0) steps.push({ do: 'read', ...slot(), who: who() });
    else if (dice === 1) steps.push({ do: 'list', room: one(rooms), who: who() });
    else if (dice === 2)
      steps.push({ do: 'send', room: one(rooms), content: drawContent(chance, 3) });
    else steps.push({ do: 'put', ...slot(), content: drawContent(chance, 3) });
  }
  return steps;
}

/** JSON that every server can keep: no floats, no integers out of range, no lone surrogates (traps: current, 16). */
function drawContent(chance: Chance, depth: number): JsonObject {
  const count = chance.below(4);
  return Object.fromEntries(
    Array.from({ length: count }, () => [chance.pick(names), drawValue(chance, depth - 1)]),
  );
}

function drawValue(chance: Chance, depth: number): unknown {
  switch (chance.below(depth > 0 ? 8 : 5)) {
    case 0:
      return null;
    case 1:
      return chance.below(2) === 0;
    case 2:
      return chance.pick([0, 1, -1, 10, largest, -largest]);
    case 3:
    case 4:
      return chance.pick(texts);
    case 5:
      return Array.from({ length: chance.below(4) }, () => drawValue(chance, depth - 1));
    default:
      return drawContent(chance, depth);
  }
}

/** Plainer slots, and contents with less in them. */
export function simpler(step: Step): readonly Step[] {
  if (step.do === 'room') return [];
  const steps: Step[] = step.room === 2 ? [{ ...step, room: 1 }] : [];
  if (step.do === 'put' || step.do === 'send') {
    const { content } = step;
    if (Object.keys(content).length > 1) steps.push({ ...step, content: {} });
    for (const [key, value] of Object.entries(content)) {
      const rest = Object.fromEntries(Object.entries(content).filter(([other]) => other !== key));
      steps.push({ ...step, content: rest });
      for (const less of lesser(value))
        steps.push({ ...step, content: { ...content, [key]: less } });
    }
  }
  if (step.do === 'put' || step.do === 'read') {
    if (step.type !== 'x') steps.push({ ...step, type: 'x' });
    if (step.key !== '') steps.push({ ...step, key: '' });
    if (step.key.length > 1) steps.push({ ...step, key: 'k' });
  }
  return steps;
}

function lesser(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return value.length > 1 ? [value.slice(0, 1)] : [];
  if (Array.isArray(value))
    return [...value.map((item: unknown) => item), []].slice(0, value.length + 1);
  return isObject(value) ? Object.values(value) : [];
}
