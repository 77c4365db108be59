import { isNickname, isRequirementId, type Nickname, type RequirementId } from './ids.ts';
import { isArray, isObject, type JsonObject, stringAt } from './json.ts';
import type { Register } from './requirements.ts';
import { parseData } from './yaml.ts';

/** The later versions of the specification that have a profile, oldest first. */
export const profileNames = ['r0', 'v3'] as const;
export type ProfileName = (typeof profileNames)[number];

/** Models that a success may carry in place of what the declaration says. */
const answers = ['EventId', 'RoomInfo', 'object'] as const;

/** Forms of a request in place of the declared one. */
const forms = ['POST', 'PUT with a txnId'] as const;

/** How a changed statement is judged. Exactly one of the keys is there; `errcode` goes with `statuses`. */
export interface ChangedJudgement {
  /** The statuses that a refusal may have. */
  readonly statuses?: readonly number[];
  readonly errcode?: string;
  /** What a success of the requirement's operation carries. */
  readonly answer?: (typeof answers)[number];
  /** Keys of a page of messages that may be missing. */
  readonly optional?: readonly string[];
  /** The name of the key that holds the sender of an event. */
  readonly key?: string;
  /** What event ids begin with. */
  readonly prefix?: string;
  /** How the requirement's operation is requested. */
  readonly request?: (typeof forms)[number];
  /** Query parameters without which a page of messages need not be given. */
  readonly query?: readonly string[];
  /** Whether a page may have fewer events than its limit while there are more. */
  readonly limit?: 'at most';
  /** Operations that need not be offered. */
  readonly without?: readonly Nickname[];
}

/** What a later version of the specification says about a requirement that it dropped or changed. */
export interface Ruling {
  readonly id: RequirementId;
  readonly change: 'dropped' | 'changed';
  /** The section of the specification. */
  readonly section: string;
  /** What that section says, in our words. */
  readonly statement: string;
  /** Null for a requirement that was dropped. */
  readonly judgement: ChangedJudgement | null;
}

/** What a later version of the specification dropped and changed. */
export interface Profile {
  readonly name: ProfileName | 'none';
  /** The name and the address of the specification; '' where there is none. */
  readonly specification: string;
  readonly address: string;
  readonly rulings: ReadonlyMap<RequirementId, Ruling>;
  /** Whether nothing is judged for a requirement. */
  drops(id: RequirementId): boolean;
  /** How a changed statement is judged; undefined where the statement is that of the declaration. */
  changeOf(id: RequirementId): ChangedJudgement | undefined;
  /** Operations that need not be offered. */
  readonly without: readonly Nickname[];
}

/** A profile contradicts the register, or itself; the message names the file and the entry. */
export class ProfileError extends Error {}

/** No profile: everything is judged as the declaration says. */
export const noProfile: Profile = createProfile('none', '', '', new Map());

function createProfile(
  name: Profile['name'],
  specification: string,
  address: string,
  rulings: ReadonlyMap<RequirementId, Ruling>,
): Profile {
  return {
    name,
    specification,
    address,
    rulings,
    drops: (id) => rulings.get(id)?.change === 'dropped',
    changeOf: (id) => rulings.get(id)?.judgement ?? undefined,
    without: rulings.get('META-11')?.judgement?.without ?? [],
  };
}

/** The requirements that offer a PUT with a txnId beside a POST. */
const putRequirements: Readonly<Partial<Record<Nickname, RequirementId>>> = {
  send_non_state_event: 'SEND-05',
  send_message: 'MSG-04',
  send_feedback: 'FEED-04',
  create_room: 'CREATE-05',
  invite: 'INV-04',
  join_room: 'JOIN-04',
  leave: 'LEAVE-04',
  ban: 'BAN-04',
};

/** The requirement that an operation is offered as a PUT with a txnId too; undefined where none says so. */
export const putRequirementOf = (operation: Nickname): RequirementId | undefined =>
  putRequirements[operation];

/** What a profile says about the PUT with a txnId of an operation, if it drops it. */
export function droppedPut(profile: Profile, operation: Nickname): Ruling | undefined {
  const id = putRequirements[operation];
  return id !== undefined && profile.drops(id) ? profile.rulings.get(id) : undefined;
}

/** Keys that a page of messages may be without at the end of the room. */
export const optionalKeysOf = (profile: Profile): readonly string[] =>
  (['MODEL-17', 'MODEL-18'] as const).flatMap((id) => profile.changeOf(id)?.optional ?? []);

/** The key of an event that names its sender. */
export const senderKeyOf = (profile: Profile): string =>
  profile.changeOf('CONV-19')?.key ?? 'user_id';

/** Why a dropped requirement is not judged, in one sentence. */
export const droppedBy = ({ name }: Pick<Profile, 'name'>, ruling: Ruling): string =>
  `${name} dropped it: ${ruling.statement} (${ruling.section})`;

/**
 * Reads a profile.
 * @throws ProfileError for an id that the register does not have or that stands twice, a missing section or statement,
 * and a changed statement that does not say how it is judged
 */
export function parseProfile(name: ProfileName, text: string, register: Register): Profile {
  const file = `profiles/${name}.yaml`;
  const yaml = parseData(text);
  if (!isObject(yaml)) throw new ProfileError(`${file}: expected an object`);
  const unknown = Object.keys(yaml).find((key) => !keysOfFile.includes(key));
  if (unknown !== undefined) throw new ProfileError(`${file}: unknown key ${unknown}`);
  const entries = yaml['requirements'];
  if (!isArray(entries)) throw new ProfileError(`${file}: requirements must be a list`);
  const rulings = new Map<RequirementId, Ruling>();
  for (const entry of entries) {
    const ruling = readRuling(entry, file, register);
    if (rulings.has(ruling.id)) throw new ProfileError(`${file}: ${ruling.id} is listed twice`);
    rulings.set(ruling.id, ruling);
  }
  const specification = stringAt(yaml, 'specification');
  const address = stringAt(yaml, 'address');
  if (specification === '' || address === '')
    throw new ProfileError(`${file}: specification and address must be texts`);
  return createProfile(name, specification, address, rulings);
}

const keysOfFile = ['specification', 'address', 'requirements'];
const keysOfRuling = ['id', 'change', 'section', 'statement'];

function readRuling(entry: unknown, file: string, register: Register): Ruling {
  if (!isObject(entry)) throw new ProfileError(`${file}: every requirement must be an object`);
  const id = stringAt(entry, 'id');
  if (!isRequirementId(id) || !register.has(id))
    throw new ProfileError(`${file}: unknown requirement ${id}`);
  const where = `${file}: ${id}`;
  const change = (['dropped', 'changed'] as const).find((word) => word === entry['change']);
  if (change === undefined) throw new ProfileError(`${where}: change must be dropped or changed`);
  const section = stringAt(entry, 'section');
  if (section === '') throw new ProfileError(`${where} needs the section of the specification`);
  const statement = stringAt(entry, 'statement');
  if (statement === '') throw new ProfileError(`${where} needs a statement`);
  const rest = Object.entries(entry).filter(([key]) => !keysOfRuling.includes(key));
  const judgement = readJudgement(Object.fromEntries(rest), where);
  if (change === 'dropped' && judgement !== null)
    throw new ProfileError(`${where} is dropped, so ${rest[0]?.[0] ?? ''} has no meaning`);
  if (change === 'changed' && judgement === null)
    throw new ProfileError(
      `${where} is changed, and does not say how it is judged: ${Object.keys(readers).join(', ')}`,
    );
  return { id, change, section, statement, judgement };
}

type Reader<T> = (value: unknown) => T | undefined;

const oneOf =
  <const T extends string>(words: readonly T[]): Reader<T> =>
  (value) =>
    words.find((word) => word === value);

const text: Reader<string> = (value) =>
  typeof value === 'string' && value !== '' ? value : undefined;

const listOf =
  <T>(read: Reader<T>): Reader<readonly T[]> =>
  (value) => {
    if (!isArray(value) || value.length === 0) return undefined;
    const items = value.map(read).filter((item) => item !== undefined);
    return items.length === value.length ? items : undefined;
  };

const status: Reader<number> = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 400 && value <= 499
    ? value
    : undefined;

const nickname: Reader<Nickname> = (value) =>
  typeof value === 'string' && isNickname(value) ? value : undefined;

const readers: { readonly [K in keyof ChangedJudgement]-?: Reader<ChangedJudgement[K]> } = {
  statuses: listOf(status),
  errcode: text,
  answer: oneOf(answers),
  optional: listOf(text),
  key: text,
  prefix: text,
  request: oneOf(forms),
  query: listOf(text),
  limit: oneOf(['at most']),
  without: listOf(nickname),
};

/** @returns null where there is nothing to read */
function readJudgement(entry: JsonObject, where: string): ChangedJudgement | null {
  const read = Object.entries(entry).map(([key, value]) => {
    const reader: Reader<unknown> | undefined = Object.entries(readers).find(
      ([name]) => name === key,
    )?.[1];
    if (reader === undefined) throw new ProfileError(`${where} has an unknown key ${key}`);
    const found = reader(value);
    if (found === undefined) throw new ProfileError(`${where}: ${key} has a wrong value`);
    return [key, found] as const;
  });
  if (read.length === 0) return null;
  const kinds = read.map(([key]) => key).filter((key) => key !== 'errcode');
  if (kinds.length !== 1)
    throw new ProfileError(`${where} must be judged in one way, and not by ${kinds.join(' and ')}`);
  return Object.fromEntries(read);
}
