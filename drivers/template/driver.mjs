// A driver: it lets your client do what rooms-conformance asks for, by JSON lines on standard input and output.
// Fill in the three places marked TODO. What is not filled in is not asked for, so that this runs at once.
// Write logs to standard error (console.error): standard output belongs to the protocol.
import { createInterface } from 'node:readline';

/** TODO 1: your client, for one user. `user` has userId, token and password; the token is logged in already. */
function createClient(baseUrl, user) {
  return { baseUrl, user };
}

/** TODO 2: what your client can do. Each function gets the client and the arguments of docs/clients/drivers.md. */
const instructions = {
  // async send_message(client, { roomId, text }) {
  //   const eventId = await client.sendText(roomId, text);
  //   return { eventId };
  // },
};

/** TODO 3: what your client's errors know of the server's answer; null for what they do not know. */
function describeError(error) {
  return { status: error.status ?? null, errcode: error.errcode ?? null, message: error.message };
}

// Nothing below needs to be changed.

let clients = new Map();

function start({ baseUrl, users }) {
  clients = new Map(
    Object.entries(users).map(([name, user]) => [name, createClient(baseUrl, user)]),
  );
  return { name: 'my client', version: '0', supports: Object.keys(instructions) };
}

async function answer({ id, do: what, as, args, ...rest }) {
  if (what === 'start') return { id, ok: start(rest) };
  if (!Object.hasOwn(instructions, what)) return { id, unsupported: true };
  try {
    return { id, ok: (await instructions[what](clients.get(as), args)) ?? {} };
  } catch (error) {
    return { id, error: describeError(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
// A client that keeps connections or timers would keep this program alive.
process.exit();
