import { badJson, invalid, missing } from '../errors.ts';
import { demandString, optionalString } from './content.ts';
import type { JsonObject } from './event.ts';
import { fullAlias } from './aliases.ts';
import { isRoomAlias, isRoomId, isUserId } from './identifiers.ts';
import { isMembership, type MembershipRequest } from './membership.ts';

/** What createRoom was asked for, checked. */
export type RoomConfig = {
  readonly joinRule: 'public' | 'invite';
  readonly alias: string | undefined;
  readonly name: string | undefined;
  readonly topic: string | undefined;
};

/** What /join was given. */
export type RoomReference =
  | { readonly kind: 'alias'; readonly alias: string }
  | { readonly kind: 'id'; readonly roomId: string };

/**
 * Reads the body of createRoom. Unknown keys are ignored (CREATE-23). Only `public` opens the room: with
 * visibility left out or unknown the safe reading is that an invite is needed (CREATE-13..16).
 *
 * @param domain the server's, which completes the alias (CREATE-18).
 * @throws ApiError 400 for a key of the wrong type (CREATE-24) or an alias that could not be joined.
 */
export function readRoomConfig(body: JsonObject, domain: string): RoomConfig {
  const visibility = optionalString(body, 'visibility');
  const localpart = optionalString(body, 'room_alias_name');
  return {
    joinRule: visibility === 'public' ? 'public' : 'invite',
    alias: localpart === undefined ? undefined : readAlias(localpart, domain),
    name: optionalString(body, 'name'),
    topic: optionalString(body, 'topic'),
  };
}

function readAlias(localpart: string, domain: string): string {
  const alias = fullAlias(localpart, domain);
  if (localpart.includes(':') || !isRoomAlias(alias)) {
    throw invalid('room_alias_name cannot be part of an alias.');
  }
  return alias;
}

/** @throws ApiError 400 without a membership key (SMEM-09) or for an unknown value (SMEM-10). */
export function readMembership(body: JsonObject): MembershipRequest {
  if (!Object.hasOwn(body, 'membership')) throw missing('No membership key.');
  const value = body['membership'];
  if (value === 'knock' || isMembership(value)) return value;
  throw badJson('Bad membership value.');
}

/** Reads the target of invite and ban. @throws ApiError 400 (INV-09, INV-10, BAN-10, BAN-11). */
export function readTarget(body: JsonObject): string {
  return readUserId(demandString(body, 'user_id'));
}

/** @throws ApiError 400 unless the text is a fully-qualified user id (SMEM-07). */
export function readUserId(text: string): string {
  if (!isUserId(text)) throw invalid('Not a fully-qualified user id.');
  return text;
}

/** @throws ApiError 400 if a reason is given that is not a string (BAN-12). */
export function readReason(body: JsonObject): string | undefined {
  return optionalString(body, 'reason');
}

/** @throws ApiError 400 for text that is neither an alias nor a room id (JID-08). */
export function readRoomReference(text: string): RoomReference {
  if (isRoomAlias(text)) return { kind: 'alias', alias: text };
  if (isRoomId(text)) return { kind: 'id', roomId: text };
  throw invalid('Bad room alias.');
}
