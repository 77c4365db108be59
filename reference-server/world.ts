import { createAccounts } from './accounts.ts';
import { createPresences } from './stream/presence.ts';
import { createStream } from './stream/stream.ts';
import { stopTyping } from './stream/typing.ts';
import { closeWaiting } from './stream/waiting.ts';
import type { World } from './parts.ts';

/** @returns a world in which nothing has happened. */
export function createWorld(domain: string): World {
  return {
    domain,
    accounts: createAccounts(domain),
    rooms: new Map(),
    aliases: new Map(),
    transactions: new Map(),
    stream: createStream(),
    typing: new Map(),
    receipts: new Map(),
    presences: createPresences(),
    profiles: new Map(),
    pushRules: new Map(),
  };
}

/** Answers whoever waits for something to happen, and stops the timers. */
export function closeWorld({ stream, typing }: World): void {
  closeWaiting(stream.waiting);
  stopTyping(typing);
}
