import type { Draft, JsonObject } from '../domain/event.ts';
import type { RoomConfig } from '../domain/requests.ts';
import { badJson, invalid, notFound } from '../errors.ts';
import type { Context, Parts } from '../parts.ts';
import { type Spoil } from './fault.ts';
import { before, housing, refusing, validating } from './spoiling.ts';

/** createRoom reads its body as if it said something else. */
export const reading = (change: (body: JsonObject) => JsonObject): Spoil =>
  validating(({ roomConfig }) => ({
    roomConfig: (body, domain) => roomConfig(change(body), domain),
  }));

/** Changes the config that createRoom has read. */
export const config = (change: (config: RoomConfig) => RoomConfig): Spoil =>
  validating(({ roomConfig }) => ({
    roomConfig: (body, domain) => change(roomConfig(body, domain)),
  }));

/** Changes the first events of a room. */
export const founding = (change: (drafts: readonly Draft[]) => readonly Draft[]): Spoil =>
  housing((right) => ({ founding: (context, given) => change(right.founding(context, given)) }));

/** createRoom refuses a key, or one value of it. */
export const refusingKey = (key: string, value?: unknown): Spoil =>
  before(['create_room'], ({ parts, request }) => {
    const body = parts.validate.object(request.body);
    if (key in body && (value === undefined || body[key] === value))
      throw invalid(`No ${key} here.`);
  });

/** createRoom takes a key of any type, as text. */
export const ofAnyType = (key: string): Spoil =>
  reading((body) =>
    typeof body[key] === 'string' || body[key] === undefined
      ? body
      : { ...body, [key]: JSON.stringify(body[key]) },
  );

/** createRoom refuses a body without a key. */
export const wanting = (key: string): Spoil =>
  before(['create_room'], ({ parts, request }) => {
    if (!(key in parts.validate.object(request.body))) throw badJson(`No ${key}.`);
  });

/** Gives an alias to a room, whoever has it. */
export const claims: Parts['aliases']['claim'] = (aliases, alias, roomId) =>
  void aliases.set(alias, roomId);

/** Changes how an alias is given to a room. */
export const claiming =
  (claim: (right: Parts['aliases']['claim']) => Parts['aliases']['claim']): Spoil =>
  ({ aliases }) => ({ aliases: { ...aliases, claim: claim(aliases.claim) } });

/** Looks up other aliases than were asked for. */
export const resolving =
  (change: (alias: string) => string): Spoil =>
  ({ aliases }) => ({
    aliases: { ...aliases, resolve: (all, alias) => aliases.resolve(all, change(alias)) },
  });

/** Answers a join by an alias that names nothing. */
export const unknownAlias = (
  answer: (context: Context) => ReturnType<Parts['answer']['ok']>,
): Spoil =>
  refusing(['join'], (error, context) => {
    if (error.status === 404 && context.params.roomAliasOrId.startsWith('#'))
      return answer(context);
    throw error;
  });

/** Answers a join by what is neither alias nor id. */
export const badReference = (status: number): Spoil =>
  refusing(['join'], (error) => {
    if (error.status !== 400) throw error;
    throw status === 404 ? notFound('Nothing goes by that.') : new TypeError('No sigil.');
  });
