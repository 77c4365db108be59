import { badJson, forbidden, invalid, missing } from '../errors.ts';
import { isStateType, type JsonObject } from './event.ts';
import { longestIdentifier } from './identifiers.ts';
import { isObject } from './json.ts';

/** @throws ApiError 400 unless msgtype is a string (MSG-10, MSG-11). Nothing else is required (MSG-12, MSG-13). */
export function checkMessage(content: JsonObject): void {
  demandString(content, 'msgtype');
}

/** @throws ApiError 400 for a bad feedback type (FEED-08, FEED-10) or without a target (FEED-11). */
export function checkFeedback(content: JsonObject): void {
  const type = demandString(content, 'type');
  if (type !== 'delivered' && type !== 'read') throw invalid('Bad feedback type.');
  demandString(content, 'target_event_id');
}

/** @throws ApiError 400 unless topic is a string; the empty one is a topic (TOPIC-07, TOPIC-08). */
export function checkTopic(content: JsonObject): void {
  demandString(content, 'topic');
}

/** @throws ApiError 400 for an event type that cannot be sent through /send. */
export function checkEventType(type: string): void {
  checkTypeName(type);
  if (isStateType(type)) throw invalid(`${type} is state and cannot be sent.`);
}

/**
 * Checks state that has no operation of its own. The types this server reads itself must keep their
 * form, or a room could be made unreadable.
 *
 * @throws ApiError 400, or 403 for the creation of a room that exists.
 */
export function checkState(type: string, content: JsonObject): void {
  checkTypeName(type);
  switch (type) {
    case 'm.room.topic':
      return checkTopic(content);
    case 'm.room.name':
      demandString(content, 'name');
      return;
    case 'm.room.join_rules':
      demandString(content, 'join_rule');
      return;
    case 'm.room.power_levels':
      return checkLevels(content);
    case 'm.room.member':
      throw invalid('The state key of a member is a user id.');
    case 'm.room.create':
      throw forbidden('A room is created once.');
  }
}

function checkTypeName(type: string): void {
  if (type === '' || type.length > longestIdentifier) throw invalid('Not an event type.');
}

function checkLevels(content: JsonObject): void {
  const numbers = ['users_default', 'events_default', 'state_default', 'invite', 'kick', 'ban'];
  for (const key of numbers) demandLevel(content, key);
  for (const key of ['users', 'events']) {
    const levels = content[key] ?? {};
    if (!isObject(levels)) throw badJson(`${key} is not an object.`);
    for (const name of Object.keys(levels)) demandLevel(levels, name);
  }
}

function demandLevel(content: JsonObject, key: string): void {
  if (Object.hasOwn(content, key) && !Number.isInteger(content[key])) {
    throw badJson(`${key} is not a whole number.`);
  }
}

/** @throws ApiError 400 if the key is missing or not a string. */
export function demandString(content: JsonObject, key: string): string {
  const value = Object.hasOwn(content, key) ? content[key] : undefined;
  if (value === undefined) throw missing(`No ${key} key.`);
  if (typeof value !== 'string') throw badJson(`${key} is not a string.`);
  return value;
}

/** @throws ApiError 400 if the key is there and not a string; null is not a string. */
export function optionalString(content: JsonObject, key: string): string | undefined {
  return Object.hasOwn(content, key) ? demandString(content, key) : undefined;
}
