import sdk004 from 'matrix-js-sdk-0.0.4';
import sdk030 from 'matrix-js-sdk-0.3.0';
import { describe, expect, it } from 'vitest';
import { type Action, startMock } from '../../mock/index.ts';
import { callbackSdk } from './callback-sdk.ts';
import { emittingSdk } from './emitting-sdk.ts';
import type { OldSdk } from './old-client.ts';

const state = {
  users: { alice: { password: 'wonderland' } },
  rooms: { lobby: { creator: 'alice' } },
} as const;

/** What came of sending a message, how often the client sent it, and how often it is in the room. */
type Result = readonly [outcome: 'sent' | 'an error', requests: number, messages: number];

/** What an SDK of that age makes of each action: 0.0.4 gives up at once, 0.3.0 sends again what it believes lost. */
const results: readonly (readonly [
  Action,
  { readonly '0.0.4': Result; readonly '0.3.0': Result },
])[] = [
  ['passThrough', { '0.0.4': ['sent', 1, 1], '0.3.0': ['sent', 1, 1] }],
  [{ delay: 20 }, { '0.0.4': ['sent', 1, 1], '0.3.0': ['sent', 1, 1] }],
  [{ trickle: 2000 }, { '0.0.4': ['sent', 1, 1], '0.3.0': ['sent', 1, 1] }],
  [{ malformed: 'content-type' }, { '0.0.4': ['sent', 1, 1], '0.3.0': ['sent', 1, 1] }],
  [
    { respond: { body: { event_id: '$made-up' } } },
    { '0.0.4': ['sent', 1, 0], '0.3.0': ['sent', 1, 0] },
  ],
  [{ refuse: 'SEND-15' }, { '0.0.4': ['an error', 1, 0], '0.3.0': ['an error', 1, 0] }],
  [
    { error: { status: 500, errcode: 'M_UNKNOWN' } },
    { '0.0.4': ['an error', 1, 0], '0.3.0': ['sent', 2, 1] },
  ],
  [{ rateLimit: { retryAfterMs: 10 } }, { '0.0.4': ['an error', 1, 0], '0.3.0': ['sent', 2, 1] }],
  ['closeBefore', { '0.0.4': ['an error', 1, 0], '0.3.0': ['sent', 2, 1] }],
  ['closeAfter', { '0.0.4': ['an error', 1, 1], '0.3.0': ['sent', 2, 1] }],
  ['reset', { '0.0.4': ['an error', 1, 0], '0.3.0': ['sent', 2, 1] }],
  [{ truncate: 5 }, { '0.0.4': ['an error', 1, 1], '0.3.0': ['sent', 2, 1] }],
  [{ malformed: 'json' }, { '0.0.4': ['an error', 1, 1], '0.3.0': ['an error', 1, 1] }],
  [{ malformed: 'utf8' }, { '0.0.4': ['an error', 1, 1], '0.3.0': ['an error', 1, 1] }],
  [{ malformed: 'html' }, { '0.0.4': ['an error', 1, 1], '0.3.0': ['an error', 1, 1] }],
  [{ malformed: 'empty' }, { '0.0.4': ['an error', 1, 1], '0.3.0': ['an error', 1, 1] }],
  [{ redirect: '/elsewhere' }, { '0.0.4': ['an error', 1, 0], '0.3.0': ['an error', 1, 0] }],
  [
    { fault: 'send-message-is-a-string' },
    { '0.0.4': ['an error', 1, 1], '0.3.0': ['an error', 1, 1] },
  ],
];

async function resultOf(sdk: OldSdk, action: Action): Promise<Result> {
  await using mock = await startMock({ state });
  const session = await sdk.login(mock.url, 'alice', 'wonderland');
  const client = sdk.open(mock.url, session);
  mock.addRules([{ when: { operation: 'send_message' }, then: action }]);
  const outcome = await client.say(mock.rooms.lobby.id, 'hello').then(
    () => 'sent' as const,
    () => 'an error' as const,
  );
  client.stop();
  expect(mock.violations()).toEqual([]);
  const { rooms } = mock.state();
  const requests = mock.journal({ operation: 'send_message' }).length;
  return [outcome, requests, rooms?.['lobby']?.messages?.length ?? 0];
}

describe.each([callbackSdk(sdk004), emittingSdk('0.3.0', sdk030)])(
  'matrix-js-sdk $version',
  (sdk) => {
    it.concurrent.each(results)(
      'meets %j',
      async (action, { [sdk.version]: expected }: Readonly<Record<string, Result>>) => {
        expect(await resultOf(sdk, action)).toEqual(expected);
      },
    );
  },
);
