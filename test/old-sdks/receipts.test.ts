import sdk030 from 'matrix-js-sdk-0.3.0';
import { afterAll, expect, it } from 'vitest';
import { createReferenceServer } from '../../reference-server/index.ts';
import { emittingSdk } from './emitting-sdk.ts';
import { startFront } from './front.ts';
import { object, type Session } from './old-client.ts';
import type { ReceiptClient, ReceiptSdk } from './sdk-types.ts';

const server = createReferenceServer();
const front = await startFront((await server.listen()).url);
const { url: baseUrl } = front;
afterAll(async () => {
  await front.close();
  await server.close();
});

const sdk: ReceiptSdk = sdk030;
const { register } = emittingSdk('0.3.0', sdk);

const start = ({ userId, token }: Session): Promise<ReceiptClient> =>
  new Promise((resolve, reject) => {
    const client = sdk.createClient({ baseUrl, accessToken: token, userId });
    client.on('syncComplete', () => resolve(client));
    client.on('syncError', reject);
    client.startClient(8);
  });

it('matrix-js-sdk 0.3.0 says how far it has read, and hears how far others have', async () => {
  const accounts = [
    await register(baseUrl, 'alice', 'secret'),
    await register(baseUrl, 'bob', 'secret'),
  ] as const;
  const [alice, bob] = [await start(accounts[0]), await start(accounts[1])];
  const receipt = new Promise<void>((resolve) => {
    alice.on('event', ({ event }) => {
      if (event['type'] === 'm.receipt') resolve();
    });
  });
  const message = new Promise<void>((resolve) => {
    bob.on('event', ({ event }) => {
      if (event['type'] === 'm.room.message') resolve();
    });
  });

  const roomId = String((await alice.createRoom({ visibility: 'public' }))['room_id']);
  await bob.joinRoom(roomId);
  await alice.sendMessage(roomId, { msgtype: 'm.text', body: 'Hello' }, 't');
  await message;
  const read = bob.getRoom(roomId)?.timeline.at(-1);
  expect(object(read?.event['content'])).toEqual({ msgtype: 'm.text', body: 'Hello' });
  if (read !== undefined) await bob.sendReadReceipt(read);
  await receipt;

  const said = alice.getRoom(roomId)?.timeline.at(-1);
  const readers = said === undefined ? [] : alice.getRoom(roomId)?.getUsersReadUpTo(said);
  expect(readers).toEqual(['@bob:localhost']);

  alice.stopClient();
  bob.stopClient();
  // Both hear this, and so no request waits any longer.
  await alice.sendMessage(roomId, { msgtype: 'm.text', body: 'Good night' }, 'u');
});
