import { encodePart } from '../document/routes.ts';
import type { CallOptions, Reply, User } from '../judge/user.ts';
import { Broken } from '../judge/verdict.ts';
import { isObject } from '../document/json.ts';
import { isSuccess, isUnrouted } from './answers.ts';
import { admit, isJoined, type Visibility } from './rooms.ts';

/** The method of /join/{roomAliasOrId}: the declaration says PUT, known servers offer POST (DEF-02). */
export type JoinForm = 'post' | 'put';

/** The result of joining, and the form in which it was requested. */
export interface Joining {
  readonly form: JoinForm;
  readonly reply: Reply;
}

const joinPath = (address: string): string => `/join/${encodePart(address)}`;

/** Asks to join by alias or id in one form. */
export const joinAs = (
  form: JoinForm,
  user: User,
  address: string,
  options: Pick<CallOptions, 'token' | 'unrouted'> = {},
): Promise<Reply> => {
  if (form === 'put') return user.call('join', { roomAliasOrId: address }, options);
  const { token } = options;
  const request = { method: 'POST', path: joinPath(address), body: {} };
  return user.send(token === undefined ? request : { ...request, token });
};

/** A room, and who can invite into it. */
export interface Host {
  readonly owner: User;
  readonly roomId: string;
}

/**
 * Joins by alias or id in the form that the target offers: the one that succeeds.
 * @param host invites the user where a public room cannot be joined, which JOIN-09 is about
 */
export async function joinBy(user: User, address: string, host?: Host): Promise<Joining> {
  if (host !== undefined) await admit(host.owner, host.roomId, user);
  const joining = await joinInEitherForm(user, address);
  if (host === undefined || joining.reply.status !== 403) return joining;
  const { owner, roomId } = host;
  await owner.need('invite', { roomId, body: { user_id: user.id } });
  return joinInEitherForm(user, address);
}

async function joinInEitherForm(user: User, address: string): Promise<Joining> {
  const post = await joinAs('post', user, address);
  if (isSuccess(post)) return { form: 'post', reply: post };
  const put = await joinAs('put', user, address, { unrouted: true });
  return isSuccess(put) || isUnrouted(post)
    ? { form: 'put', reply: put }
    : { form: 'post', reply: post };
}

/** Joins by alias or id as a PUT with a txnId, which this declaration does not offer (JID-05). */
export const joinOnce = (user: User, address: string, txnId: string): Promise<Reply> =>
  user.send({ method: 'PUT', path: `${joinPath(address)}/${encodePart(txnId)}`, body: {} });

/**
 * The form in which the target offers joining, found out by joining a public room, by its id if nothing else is
 * said. @param owner invites the user where that is needed @throws Broken when the user is not in the room then
 */
export async function joinFormOf(
  user: User,
  publicRoomId: string,
  address = publicRoomId,
  owner?: User,
): Promise<JoinForm> {
  const host = owner === undefined ? undefined : { owner, roomId: publicRoomId };
  const { form, reply } = await joinBy(user, address, host);
  if (isSuccess(reply) && (await isJoined(user, publicRoomId, user))) return form;
  throw new Broken(`${user.name} could not join a public room (status ${reply.status})`);
}

/** The alias that a localpart makes where a user lives; a domain may hold a port, so it follows the FIRST colon. */
export const aliasAt = (user: User, localpart: string): string =>
  `#${localpart}${user.id.slice(user.id.indexOf(':'))}`;

/** What an answer of createRoom reports as the alias; undefined where it reports none. */
export const aliasIn = ({ json }: Reply): unknown =>
  isObject(json) ? json['room_alias'] : undefined;

/** A fresh room with an alias. @returns its id, and the alias as reported or else as it must be */
export async function aliasedRoom(
  owner: User,
  visibility: Visibility,
  localpart: string,
): Promise<{ readonly roomId: string; readonly alias: string }> {
  const made = await owner.need('create_room', {
    body: { visibility, room_alias_name: localpart },
  });
  const reported = made.room_alias ?? '';
  const alias = reported.startsWith(`#${localpart}:`) ? reported : aliasAt(owner, localpart);
  return { roomId: made.room_id, alias };
}
