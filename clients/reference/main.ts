// The client that obeys the register, as a driver: JSON lines on standard input and output.
import { createInterface } from 'node:readline';
import { isObject } from '../../harness/document/json.ts';
import { type DriverUser, type Instruction, instructions } from '../driver/protocol.ts';
import { createReferenceClient } from './client.ts';

const client = createReferenceClient();

const isInstruction = (text: unknown): text is Instruction =>
  instructions.some((one) => one === text);

/** The users of a `start`; whoever lacks a piece is left out. */
const usersOf = (value: unknown): Readonly<Record<string, DriverUser>> =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).flatMap(([name, user]) => {
      if (!isObject(user)) return [];
      const { userId, token, password } = user;
      if (typeof userId !== 'string' || typeof token !== 'string') return [];
      return [[name, { userId, token, password: typeof password === 'string' ? password : null }]];
    }),
  );

/** What one line asks for, done. */
async function answer(line: string): Promise<object> {
  const asked: unknown = JSON.parse(line);
  if (!isObject(asked)) return { id: 0, unsupported: true };
  const { id, do: what, as, args, baseUrl, users } = asked;
  if (what === 'start') {
    const started = await client.start(String(baseUrl), usersOf(users));
    return started.kind === 'ok' ? { id, ok: started.value } : { id, unsupported: true };
  }
  if (!isInstruction(what)) return { id, unsupported: true };
  const reply = await client.do(what, String(as), isObject(args) ? args : {});
  switch (reply.kind) {
    case 'ok':
      return { id, ok: reply.value };
    case 'error':
      return {
        id,
        error: { status: reply.status, errcode: reply.errcode, message: reply.message },
      };
    case 'unsupported':
      return { id, unsupported: true };
    case 'lost':
      throw new Error(reply.why);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
}
