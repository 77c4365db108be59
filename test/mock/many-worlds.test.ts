import { expect, it } from 'vitest';
import { startMock } from '../../mock/index.ts';
import { ask, history, register } from '../../mock/testing/person.ts';

const count = 1000;

/** How many clients are at work at a time; more would only wait for sockets. */
const abreast = 50;

it('a thousand worlds, each with its client and its rules, know nothing of each other', async () => {
  await using mock = await startMock({ worlds: count });

  /** One test of one client: its rule applies in its world alone, and its room holds its own messages alone. */
  const test = async (number: number): Promise<readonly unknown[]> => {
    const rules = [
      { when: { operation: 'send_message', nth: (number % 3) + 1 }, then: { refuse: 'SEND-15' } },
    ];
    const made = await ask(`${mock.url}/_mock/worlds`, {
      method: 'POST',
      body: JSON.stringify({ seed: 7, rules }),
    });
    const base = String(made.body['url']);
    const alice = await register(base, 'alice');
    const room = await alice.room();
    const statuses: number[] = [];
    for (const turn of [1, 2, 3]) {
      statuses.push((await alice.send(room, `${number}: ${turn}`)).status);
    }
    const journal = await ask(`${base}/_mock/journal`);
    return [statuses, await history(alice, room), journal.body['total'], room];
  };

  const results = new Map<number, readonly unknown[]>();
  const numbers = Array.from({ length: count }, (_, number) => number).values();
  await Promise.all(
    Array.from({ length: abreast }, async () => {
      for (const number of numbers) results.set(number, await test(number));
    }),
  );

  const rooms = new Set<unknown>();
  for (let number = 0; number < count; number += 1) {
    const [statuses, messages, requests, room] = results.get(number) ?? [];
    const refused = (number % 3) + 1;
    expect(statuses).toEqual([1, 2, 3].map((turn) => (turn === refused ? 403 : 200)));
    expect(messages).toEqual(
      [1, 2, 3].filter((turn) => turn !== refused).map((turn) => `${number}: ${turn}`),
    );
    expect(requests).toBe(5);
    rooms.add(room);
  }
  // The same seed makes the same ids in every world: what keeps them apart is not their names.
  expect(rooms.size).toBe(1);
  expect(mock.journal()).toEqual([]);
});
