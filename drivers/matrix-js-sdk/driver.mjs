// A driver for old versions of matrix-js-sdk: node driver.mjs PACKAGE
//
// It reads one JSON object from each line of standard input, does what it says, and writes one JSON object to a line of
// standard output. What an SDK has no function for is unsupported.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [, , name = 'matrix-js-sdk'] = process.argv;
const require = createRequire(import.meta.url);
const sdk = require(name);
const { version } = require(`${name}/package.json`);

/** The first versions take a callback, later ones return a promise. */
const takesCallbacks = version.startsWith('0.0.');

/** Calls a function of the SDK. */
const call = (client, method, ...args) =>
  takesCallbacks
    ? new Promise((resolve, reject) => {
        client[method](...args, (error, body) =>
          error == null ? resolve(body ?? {}) : reject(error),
        );
      })
    : client[method](...args);

let sent = 0;
const newTxn = () => `${Date.now()}.${(sent += 1)}`;

const clients = new Map();
const optionsOf = new Map();

/** All texts of a room, oldest first. */
async function readHistory(client, roomId, user) {
  if (!takesCallbacks) {
    // A client says that it has synced when it starts for the first time only, and keeps its store in its options.
    const reader = sdk.createClient({ ...optionsOf.get(user) });
    try {
      await new Promise((resolve, reject) => {
        reader.on('syncComplete', resolve);
        reader.on('syncError', reject);
        reader.startClient(20);
      });
      const room = reader.getRoom(roomId);
      while (room.oldState.paginationToken != null) {
        const before = room.timeline.length;
        await reader.scrollback(room, 100);
        if (room.timeline.length === before) break;
      }
      return room.timeline.map(({ event }) => event);
    } finally {
      reader.stopClient();
    }
  }
  const sync = await call(client, 'initialSync', 20);
  const { messages } = sync.rooms.find((one) => one.room_id === roomId);
  // Version 0.0.4 has a function for each endpoint alone: putting pages together was left to its users.
  const events = new Map(messages.chunk.toReversed().map((event) => [event.event_id, event]));
  for (let from = messages.start; ;) {
    const page = await call(client, 'scrollback', roomId, from, 100);
    const fresh = page.chunk.filter(({ event_id: id }) => !events.has(id));
    for (const event of fresh) events.set(event.event_id, event);
    if (fresh.length === 0) return [...events.values()].toReversed();
    from = page.end;
  }
}

const instructions = {
  create_room: async (client, { alias, ...options }) => {
    const more = alias === undefined ? {} : { room_alias_name: alias };
    const { room_id: roomId } = await call(client, 'createRoom', { ...options, ...more });
    return { roomId };
  },
  join: async (client, { room }) => {
    const { room_id: roomId, roomId: known } = await call(client, 'joinRoom', room);
    return { roomId: roomId ?? known };
  },
  invite: (client, { roomId, userId }) => call(client, 'invite', roomId, userId),
  leave: (client, { roomId }) => call(client, 'leave', roomId),
  ban: (client, { roomId, userId }) => call(client, 'ban', roomId, userId, 'no reason'),
  send_message: async (client, { roomId, text }) => {
    const content = { msgtype: 'm.text', body: text };
    const { event_id: eventId } = await call(client, 'sendMessage', roomId, content, newTxn());
    return { eventId };
  },
  send_non_state_event: async (client, { roomId, type, content }) => {
    const { event_id: eventId } = await call(client, 'sendEvent', roomId, type, content, newTxn());
    return { eventId };
  },
  send_state_event: (client, { roomId, type, stateKey, content }) =>
    call(client, 'sendStateEvent', roomId, type, content, stateKey),
  set_topic: (client, { roomId, topic }) => call(client, 'setRoomTopic', roomId, topic),
  read_history: async (client, { roomId }, user) => {
    const events = await readHistory(client, roomId, user);
    const messages = events.filter(({ type }) => type === 'm.room.message');
    return {
      messages: messages.map(({ event_id: eventId, content }) => ({ eventId, text: content.body })),
    };
  },
};

function start({ baseUrl, users }) {
  for (const client of clients.values()) if (!takesCallbacks) client.stopClient();
  clients.clear();
  for (const [user, { userId, token: accessToken }] of Object.entries(users)) {
    const options = { baseUrl, accessToken, userId };
    optionsOf.set(user, options);
    clients.set(user, sdk.createClient({ ...options }));
  }
  const supports = Object.keys(instructions);
  return { name: 'matrix-js-sdk', version, supports, parallel: 4 };
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the SDK says of an error, whatever form it has. */
function errorOf(error) {
  const { httpStatus, errcode, data } = error ?? {};
  return {
    status: httpStatus ?? null,
    errcode: errcode ?? data?.errcode ?? null,
    message: error?.message ?? JSON.stringify(error),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, do: what, as, args, ...more } = JSON.parse(line);
  let answer;
  try {
    if (what === 'start') answer = { ok: start(more) };
    else if (!Object.hasOwn(instructions, what)) answer = { unsupported: true };
    else {
      const done = await instructions[what](clients.get(as), args, as);
      answer = { ok: isObject(done) ? done : {} };
    }
  } catch (error) {
    answer = { error: errorOf(error) };
  }
  process.stdout.write(`${JSON.stringify({ id, ...answer })}\n`);
}
