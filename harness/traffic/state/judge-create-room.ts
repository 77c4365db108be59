import type { RequirementId } from '../../document/ids.ts';
import { isObject, type JsonObject } from '../../document/json.ts';
import type { Aliases } from './aliases.ts';
import type { Asked, Happened } from './happened.ts';
import { reasonOfForm } from './reasons.ts';
import { isRight } from './refusals.ts';
import { type Wrong, wrong } from './verdict.ts';

/** Judges the id of a room that was made (CREATE-02, CONV-08). @param id undefined where the answer has none */
export function judgeRoomMade(id: unknown): readonly Wrong[] {
  if (typeof id !== 'string') return [];
  if (id === '') return [wrong('CREATE-02', 'The id of a new room is empty.')];
  return id.startsWith('!') && id.length > 1
    ? []
    : [wrong('CONV-08', 'The id of a new room does not begin with "!".')];
}

/** What a configuration of a room has, each with what says that it may have it. */
const features: readonly (readonly [RequirementId, (body: JsonObject) => boolean])[] = [
  ['CREATE-23', (body) => Object.keys(body).some((key) => !declared.has(key))],
  ['CREATE-17', (body) => body['room_alias_name'] !== undefined],
  ['CREATE-21', (body) => body['topic'] !== undefined],
  ['CREATE-20', (body) => body['name'] !== undefined],
  ['CREATE-13', (body) => body['visibility'] === 'public'],
  ['CREATE-14', (body) => body['visibility'] === 'private'],
  ['CREATE-16', (body) => body['visibility'] === undefined],
  ['CREATE-22', (body) => body['name'] === undefined],
];

const declared = new Set(['visibility', 'room_alias_name', 'name', 'topic']);

/** What is known of the rooms that were made before. */
interface Creations {
  readonly aliases: Aliases;
  readonly met: Set<RequirementId>;
  /** Whether nobody else makes rooms. */
  readonly alone: boolean;
}

/** Keys of later versions, which may be refused for their values. */
const isOurs = (key: string): boolean =>
  declared.has(key) || key.startsWith('x_') || /^[\w.]*\.[\w.]*$/.test(key);

/**
 * Judges whether a configuration that every server takes is taken (CREATE-01, CREATE-09 and others).
 * @param user who asks; null where that is not known
 */
export function judgeCreation(
  happened: Happened,
  user: string | null,
  { aliases, met, alone }: Creations,
): readonly Wrong[] {
  const { asked, answered } = happened;
  const { body } = asked;
  if (user === null || answered === null || !isObject(body) || !isRight(asked)) return [];
  const { status } = answered;
  if (status >= 200 && status < 300) {
    met.add('CREATE-01');
    for (const [requirement, has] of features) if (has(body)) met.add(requirement);
    return [];
  }
  if (![400, 404, 405, 415].includes(status) || !isOrdinary(asked, body, aliases)) return [];
  // Somebody else may have the alias.
  if (!alone && body['room_alias_name'] !== undefined) return [];
  const lacking = features.filter(([id, has]) => has(body) && !met.has(id)).map(([id]) => id);
  const present = lacking.filter((id) => id !== 'CREATE-16' && id !== 'CREATE-22');
  const form = reasonOfForm(happened, 'create_room', met);
  // Which of several it is that no room was made with so far cannot be told.
  if (form === null && present.length > 1) return [];
  const requirement = form ?? present[0] ?? lacking[0] ?? 'CREATE-09';
  return [
    wrong(requirement, `create_room was answered with ${status}, although its body is in order.`),
  ];
}

function isOrdinary({ ticket }: Asked, body: JsonObject, aliases: Aliases): boolean {
  const { room_alias_name: alias, name, topic, visibility } = body;
  const isText = (value: unknown): boolean =>
    value === undefined ||
    (typeof value === 'string' && value.length < 200 && !/\p{C}/u.test(value));
  const isFree =
    alias === undefined ||
    (typeof alias === 'string' && /^[a-z0-9]+$/.test(alias) && aliases.isFree(alias, ticket));
  return (
    Object.keys(body).every(isOurs) &&
    [name, topic].every(isText) &&
    (visibility === undefined || visibility === 'public' || visibility === 'private') &&
    isFree
  );
}
