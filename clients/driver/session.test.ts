import { describe, expect, it } from 'vitest';
import type { DriverReply } from './protocol.ts';
import { createProcessDriver } from './process-driver.ts';
import { openSession } from './session.ts';

/** A program of Node that has the id of its first question as `id`. */
const answering = (then: string): readonly string[] => [
  process.execPath,
  '-e',
  `const say = (text) => process.stdout.write(text);
   const answer = (id, more = '') => say(JSON.stringify({ id, ok: { pid: process.pid } }) + '\\n' + more);
   let asked = 0;
   require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
     const { id } = JSON.parse(line); asked += 1; ${then}
   });`,
];

const open = (command: readonly string[], deadline = 20_000) => {
  const session = openSession({ command, onLog: () => {} });
  return { ...session, ask: (id: number) => session.ask({ id }, deadline) };
};

const pidOf = (reply: DriverReply): number =>
  reply.kind === 'ok' ? Number(reply.value['pid']) : Number.NaN;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe.concurrent('a driver that breaks the protocol is named, whatever it does', () => {
  it.each([
    ['answers another question', 'answer(id + 7)', 'the driver answered 8, which was not asked'],
    [
      'says hello first',
      'say("Listening on 3000\\n"); answer(id)',
      'the driver wrote a line that is not an answer: Listening on 3000 (logs belong on standard error)',
    ],
    ['answers with a list', 'say("[1]\\n")', 'a line that is not an answer: [1]'],
    [
      'answers with an id in words',
      'say(JSON.stringify({ id: String(id), ok: {} }) + "\\n")',
      'a line that is not an answer',
    ],
    [
      'answers with an ok of true',
      'say(JSON.stringify({ id, ok: true }) + "\\n")',
      'is not an answer',
    ],
    [
      'writes without an end',
      'setInterval(() => say("x".repeat(1e6)), 0)',
      'the driver wrote a line without an end',
    ],
    [
      'ends in the middle of a line',
      'say("{\\"id\\":"); process.exit(0)',
      'ended with exit code 0',
    ],
    ['is killed', 'process.kill(process.pid, "SIGKILL")', 'the driver ended by SIGKILL'],
    ['throws', 'throw new Error("no")', 'the driver ended with exit code 1'],
  ])('one that %s', async (_, then, why) => {
    const session = open(answering(then));
    const reply = await session.ask(1);
    await session.end();
    expect(reply).toMatchObject({ kind: 'lost', why: expect.stringContaining(why) });
  });

  it('one that answers twice is named with the next question', async () => {
    const session = open(
      answering('if (asked === 1) answer(id, JSON.stringify({ id, ok: {} }) + "\\n")'),
    );
    expect(await session.ask(1)).toMatchObject({ kind: 'ok' });
    const why = expect.stringContaining('the driver answered 1, which was answered already');
    expect(await session.ask(2)).toMatchObject({ kind: 'lost', why });
    await session.end();
  });

  it('one that answers too late is lost, and its late answer is nobody’s', async () => {
    const session = open(answering('setTimeout(() => answer(id), 300)'), 100);
    expect(await session.ask(1)).toMatchObject({ kind: 'lost', how: 'hung' });
    expect(await session.ask(2)).toMatchObject({ kind: 'lost', how: 'hung' });
    await session.end();
  });

  it.each([
    ['is not there', ['no-such-program-anywhere'], 'cannot be started'],
    ['cannot be run', [import.meta.filename], 'cannot be started'],
    ['is a folder', [import.meta.dirname], 'cannot be started'],
  ])('a program that %s', async (_, command, why) => {
    const session = open(command);
    expect(await session.ask(1)).toMatchObject({ kind: 'lost', why: expect.stringContaining(why) });
    await session.end();
  });

  it('one that never reads is lost by its deadline', async () => {
    const session = open([process.execPath, '-e', 'setInterval(() => {}, 1000)'], 200);
    expect(await session.ask(1)).toMatchObject({ kind: 'lost', how: 'hung' });
    await session.end();
  });
});

describe.concurrent('a driver that breaks nothing', () => {
  it('may answer questions in another order than they were asked in', async () => {
    const session = open(answering('if (asked === 2) { answer(id); answer(id - 1); }'));
    const replies = await Promise.all([session.ask(1), session.ask(2)]);
    expect(replies.map(({ kind }) => kind)).toEqual(['ok', 'ok']);
    await session.end();
  });

  it('may write empty lines, long answers, and logs on standard error', async () => {
    const long =
      'say("\\n\\n"); console.error("log"); say(JSON.stringify({ id, ok: { text: "x".repeat(3e6) } }) + "\\n")';
    const session = open(answering(long));
    const reply = await session.ask(1);
    expect(reply.kind === 'ok' ? String(reply.value['text']).length : reply).toBe(3e6);
    await session.end();
  });
});

describe('nothing of a driver is left', () => {
  it('that ignores what asks it to end', async () => {
    const session = open([
      process.execPath,
      '-e',
      `process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); setInterval(() => {}, 1000);
       process.stdin.on('data', (d) => console.log(JSON.stringify({ id: JSON.parse(d).id, ok: { pid: process.pid } })));`,
    ]);
    const pid = pidOf(await session.ask(1));
    expect(isAlive(pid)).toBe(true);
    await session.end();
    expect(isAlive(pid)).toBe(false);
  });

  it('that started another process, which holds its output open', async () => {
    const session = open([
      process.execPath,
      '-e',
      `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       process.stdin.once('data', (d) => { console.log(JSON.stringify({ id: JSON.parse(d).id, ok: { pid: child.pid } })); process.stdin.once('data', () => process.exit(0)); });`,
    ]);
    const pid = pidOf(await session.ask(1));
    expect(await session.ask(2)).toMatchObject({ kind: 'lost', how: 'crashed' });
    await session.end();
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  it('that was lost, and the next question goes to a new one', async () => {
    const driver = createProcessDriver({
      command: answering('if (asked === 2) process.exit(4); answer(id)'),
      deadline: 20_000,
      onLog: () => {},
    });
    const first = pidOf(await driver.start('http://127.0.0.1', {}));
    expect(await driver.do('leave', 'alice', {})).toMatchObject({ kind: 'lost', how: 'crashed' });
    const second = pidOf(await driver.start('http://127.0.0.1', {}));
    await driver.end();
    expect([first === second, isAlive(first), isAlive(second)]).toEqual([false, false, false]);
    expect(await driver.do('leave', 'alice', {})).toMatchObject({ why: 'the driver was ended' });
  });
});
