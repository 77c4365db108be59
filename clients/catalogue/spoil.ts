import { setTimeout as pause } from 'node:timers/promises';
import { isObject, type JsonObject } from '../../harness/document/json.ts';
import type { Change } from '../reference/client.ts';
import {
  type ClientParts,
  type Incoming,
  LostAnswer,
  type Outgoing,
  type ShownEvent,
} from '../reference/parts.ts';

/** Changes each request just before it is sent. */
export const outgoing =
  (spoil: (right: Outgoing) => Outgoing): Change =>
  ({ sendOnce }) => ({
    sendOnce(user, right) {
      return sendOnce.call(this, user, spoil(right));
    },
  });

/** Changes each answer as soon as it is read. */
export const incoming =
  (spoil: (right: Incoming, to: Outgoing) => Incoming): Change =>
  ({ sendOnce }) => ({
    async sendOnce(user, right) {
      return spoil(await sendOnce.call(this, user, right), right);
    },
  });

/** Changes what bodies hold. */
export const content =
  (spoil: (right: JsonObject) => unknown): Change =>
  () => ({ bodyOf: (right) => JSON.stringify(spoil(right)) });

/** Leaves a key out of every body. */
export const without = (key: string): Change =>
  content((right) => Object.fromEntries(Object.entries(right).filter(([name]) => name !== key)));

/** How a request ended: with an answer, or without one. */
export type Ended = Incoming | LostAnswer;

export const isLost = (ended: Ended): ended is LostAnswer => ended instanceof LostAnswer;

/** Whether an answer has a status. */
export const has =
  (status: number) =>
  (ended: Ended): boolean =>
    !isLost(ended) && ended.status === status;

/** Whether an answer refuses the access token itself. */
export const refusesToken = (ended: Ended): boolean =>
  !isLost(ended) && isObject(ended.json) && ended.json['errcode'] === 'M_UNKNOWN_TOKEN';

/** Sends a request once. @returns how it ended */
export const tried = (
  parts: ClientParts,
  ...[user, right]: Parameters<ClientParts['sendOnce']>
): Promise<Ended> =>
  parts.sendOnce(user, right).catch((error: unknown) => {
    if (error instanceof LostAnswer) return error;
    throw error;
  });

/**
 * Sends a request again as long as it ends so.
 * @param most how often in all
 * @param wait milliseconds before each repetition
 */
export const repeating =
  (most: number, again: (ended: Ended, to: Outgoing) => boolean, wait = 0): Change =>
  ({ send }) => ({
    send: async (parts, user, right) => {
      for (let tries = 1; tries < most; tries += 1) {
        const ended = await tried(parts, user, right);
        if (!again(ended, right)) {
          if (isLost(ended)) throw ended;
          return ended;
        }
        await pause(wait);
      }
      return send(parts, user, right);
    },
  });

/** Collects the pages of a history in another way. */
export const walking =
  (walk: ClientParts['walk']): Change =>
  () => ({ walk });

/** Changes how events are shown; null shows none. */
export const events =
  (show: (event: ShownEvent, raw: unknown) => ShownEvent | null): Change =>
  ({ readEvent }) => ({
    readEvent: (raw) => {
      const event = readEvent(raw);
      return event === null ? null : show(event, raw);
    },
  });

/** Whether a request writes something. */
export const isWrite = ({ method }: Outgoing): boolean => method !== 'GET';
