import type { Homeserver, Parts } from '../../reference-server/index.ts';
import { didYouMeanName, quoted } from '../documents/index.ts';
import type { Claims } from './claims.ts';
import type { MessageState, MomentState, RoomState, StateEventState } from './document.ts';
import { type Moment, readMoment } from './moment.ts';
import { type People, refusalOf } from './people.ts';
import type { Content, PlannedEvent, Report } from './plan.ts';

/** What the events of a room are planned with. */
export interface EventTools {
  readonly homeserver: Homeserver;
  readonly people: People;
  readonly claims: Claims;
  readonly report: Report;
  /** Notes that a user does something in the room, for which they must be in it. */
  readonly act: (userId: string, pointer: string) => void;
}

/** The keys of a room that stand for a piece of state. */
const shortcuts = [
  ['name', 'm.room.name'],
  ['topic', 'm.room.topic'],
  ['visibility', 'm.room.join_rules'],
  ['power_levels', 'm.room.power_levels'],
] as const;

/** State that has no place in the list of further state. */
const reserved: ReadonlyMap<string, string> = new Map([
  ['m.room.member', 'memberships stand under members'],
  ['m.room.create', 'creator says who created the room'],
]);

/** Plans the state that has no key of its own. */
export function planState(
  room: RoomState,
  pointer: string,
  creator: string | null,
  tools: EventTools,
): readonly PlannedEvent[] {
  const redacted = redactedIn(room);
  const slots = new Map<string, string>();
  for (const [key, type] of shortcuts) {
    if (room[key] !== undefined) slots.set(JSON.stringify([type, '']), quoted(key));
  }
  return (room.state ?? []).flatMap((event, index) => {
    const at = `${pointer}/state/${index}`;
    const { type, key = '', content, from } = event;
    const slot = JSON.stringify([type, key]);
    const other = slots.get(slot);
    if (other !== undefined) {
      tools.report(`${at}/type`, `this state is set by ${other} already; leave one of them out`);
    }
    slots.set(slot, other ?? `state/${index}`);
    checkState(event, redacted, at, tools);
    const sender = from === undefined ? creator : actorOf(from, `${at}/from`, tools);
    const id = idOf(event, at, tools);
    const moment = momentOf(event, at, tools.report);
    if (sender === null) return [];
    const rest = { count: 1, contentOf: () => content, redacts: undefined, id, moment };
    return [{ sender, type, stateKey: key, ...rest }];
  });
}

function checkState(
  { type, content, id }: StateEventState,
  redacted: ReadonlySet<string>,
  pointer: string,
  { homeserver, report }: EventTools,
): void {
  const place = reserved.get(type);
  if (place !== undefined) {
    report(`${pointer}/type`, `${type} cannot be set here; ${place}`);
  } else if (!redacted.has(id ?? '')) {
    const refusal = refusalOf(() => homeserver.parts.validate.state(type, content));
    if (refusal !== null) report(`${pointer}/content`, `the server refuses this: ${refusal}`);
  }
}

/** Plans what was said in a room. */
export function planMessages(
  room: RoomState,
  pointer: string,
  tools: EventTools,
): readonly PlannedEvent[] {
  const redacted = redactedIn(room);
  const ids = new Set(
    [...(room.state ?? []), ...(room.messages ?? [])].flatMap(({ id }) => id ?? []),
  );
  const events: PlannedEvent[] = [];
  for (const [index, message] of (room.messages ?? []).entries()) {
    const at = `${pointer}/messages/${index}`;
    const { type = usualType, redacts, count = 1 } = message;
    checkMessage(message, redacted.has(message.id ?? ''), at, tools);
    if (redacts !== undefined && !ids.has(redacts)) {
      const problem = `no event of this room has the id ${quoted(redacts)}`;
      tools.report(`${at}/redacts`, problem, undefined, () => didYouMeanName(redacts, ids));
    }
    const sender = actorOf(message.from, `${at}/from`, tools);
    const id = idOf(message, at, tools);
    const moment = momentOf(message, at, tools.report);
    if (sender === null) continue;
    const said = contentOf(message);
    events.push({ sender, type, stateKey: undefined, count, contentOf: said, redacts, id, moment });
  }
  return events;
}

const usualType = 'm.room.message';

/** What may not stand beside what. */
function checkMessage(
  message: MessageState,
  isRedacted: boolean,
  pointer: string,
  { homeserver, report }: EventTools,
): void {
  const { type = usualType, content, body, count, id, redacts } = message;
  const isText = type === usualType && content === undefined;
  for (const key of ['body', 'msgtype', 'count'] as const) {
    if (isText || message[key] === undefined) continue;
    const other = content === undefined ? `the type ${quoted(type)}` : '"content"';
    report(
      `${pointer}/${key}`,
      `"${key}" cannot stand beside ${other}; write content alone`,
      'key',
    );
  }
  if (isText && body === undefined && count === undefined) {
    report(pointer, 'missing key "body", "content" or "count"', 'key');
  }
  if (count !== undefined && id !== undefined) {
    report(
      `${pointer}/id`,
      '"id" cannot stand beside "count": each event has an id of its own',
      'key',
    );
  }
  if (redacts !== undefined && type !== 'm.room.redaction') {
    report(`${pointer}/redacts`, '"redacts" needs the type m.room.redaction', 'key');
  }
  const { parts } = homeserver;
  const refusedType = refusalOf(() => parts.validate.eventType(type));
  if (refusedType !== null) {
    report(`${pointer}/type`, `the server refuses this: ${refusedType}`);
    return;
  }
  const refusal = isRedacted ? null : refusalOf(() => validate(parts, type, contentOf(message)(1)));
  const place = content === undefined ? 'type' : 'content';
  if (refusal !== null) report(`${pointer}/${place}`, `the server refuses this: ${refusal}`);
}

/** The checks of the request that would send this. */
function validate(parts: Parts, type: string, content: Content): void {
  if (type === usualType) parts.validate.message(content);
  if (type === 'm.room.message.feedback') parts.validate.feedback(content);
}

function contentOf({
  type = usualType,
  content,
  body,
  msgtype,
  count,
}: MessageState): PlannedEvent['contentOf'] {
  if (content !== undefined) return () => content;
  if (type !== usualType) return () => ({});
  const start = body ?? 'Message';
  return (number) => ({
    msgtype: msgtype ?? 'm.text',
    body: count === undefined ? start : `${start} ${number}`,
  });
}

/** Events that were redacted keep less than the server would accept. */
const redactedIn = ({ messages = [] }: RoomState): ReadonlySet<string> =>
  new Set(messages.flatMap(({ redacts }) => redacts ?? []));

function actorOf(reference: string, pointer: string, { people, act }: EventTools): string | null {
  const userId = people.idOf(reference, pointer);
  if (userId !== null) act(userId, pointer);
  return userId;
}

/** The id of an event, if it is given one. */
function idOf(
  { id }: { readonly id?: string },
  pointer: string,
  { claims }: EventTools,
): string | null {
  if (id !== undefined) claims.eventId(id, `${pointer}/id`);
  return id ?? null;
}

function momentOf(event: MomentState, pointer: string, report: Report): Moment {
  const moment = readMoment(event);
  if (typeof moment !== 'string') return moment;
  report(`${pointer}/at`, moment);
  return null;
}
