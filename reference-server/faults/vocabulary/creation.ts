import type { Draft, JsonObject } from '../../domain/event.ts';
import type { RoomConfig } from '../../domain/requests.ts';
import { badJson, invalid } from '../../errors.ts';
import type { Parts } from '../../parts.ts';
import type { Spoil } from '../fault.ts';
import { before, changeValidation } from './parts.ts';
import { changeRooms } from './rooms.ts';

/** createRoom reads its body as if it said something else. */
export const readConfigAs = (change: (body: JsonObject) => JsonObject): Spoil =>
  changeValidation(({ roomConfig }) => ({
    roomConfig: (body, domain) => roomConfig(change(body), domain),
  }));

/** Changes the config that createRoom has read. */
export const changeConfig = (change: (config: RoomConfig) => Partial<RoomConfig>): Spoil =>
  changeValidation(({ roomConfig }) => ({
    roomConfig: (body, domain) => {
      const config = roomConfig(body, domain);
      return { ...config, ...change(config) };
    },
  }));

/** Changes the first events of a room. */
export const changeFoundingEvents = (
  change: (drafts: readonly Draft[]) => readonly Draft[],
): Spoil =>
  changeRooms(({ founding }) => ({
    founding: (context, config) => change(founding(context, config)),
  }));

/** Changes the content of one of the first events of a room. */
export const changeFounding = (type: string, change: (content: JsonObject) => JsonObject): Spoil =>
  changeFoundingEvents((drafts) =>
    drafts.map((draft) =>
      draft.type === type ? { ...draft, content: change(draft.content) } : draft,
    ),
  );

/** createRoom refuses a key, or one value of it. */
export const refuseKey = (key: string, value?: unknown): Spoil =>
  before(['create_room'], ({ parts, request }) => {
    const body = parts.validate.object(request.body);
    if (key in body && (value === undefined || body[key] === value))
      throw invalid(`No ${key} here.`);
  });

/** createRoom takes a key of any type, as text. */
export const takeAnyType = (key: string): Spoil =>
  readConfigAs((body) =>
    typeof body[key] === 'string' || body[key] === undefined
      ? body
      : { ...body, [key]: JSON.stringify(body[key]) },
  );

/** createRoom refuses a body without a key. */
export const requireKey = (key: string): Spoil =>
  before(['create_room'], ({ parts, request }) => {
    if (!(key in parts.validate.object(request.body))) throw badJson(`No ${key}.`);
  });

/** Changes how an alias is given to a room. */
export const changeClaim =
  (change: (right: Parts['aliases']['claim']) => Parts['aliases']['claim']): Spoil =>
  ({ aliases }) => ({ aliases: { ...aliases, claim: change(aliases.claim) } });
