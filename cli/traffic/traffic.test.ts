import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { harEntry, harOf, request, response } from '../../recordings/testing/har.ts';
import type { Report } from '../../reports/report.ts';
import { readReport } from '../files/read-report.ts';
import { performHere, testContext } from '../testing/context.ts';
import { parse } from '../options/parse.ts';
import { perform } from '../program.ts';

const folder = mkdtempSync(join(tmpdir(), 'traffic-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
/** Writes a file. @returns its path */
function file(content: string | Uint8Array, name = 'a.har'): string {
  const path = join(folder, `${(files += 1)}-${name}`);
  writeFileSync(path, content);
  return path;
}

/** Judges recordings, and reads the report. */
async function judge(...argv: readonly string[]) {
  const path = join(folder, `${(files += 1)}.json`);
  const performed = await performHere('traffic', ...argv, '--report', `json=${path}`);
  const report: Report = readReport(path);
  if (report.subject?.kind !== 'traffic') throw new Error('the report is about something else');
  const { traffic } = report.subject;
  return { ...performed, report, traffic, notes: traffic.notes.join('\n') };
}

const at = (second: number): string => `2014-09-03T12:00:${String(second).padStart(2, '0')}.000Z`;

const right = (second = 0): object => harEntry({ startedDateTime: at(second) });

/** A request of a client that is wrong: a message without its msgtype. */
const wrongRequest = (second = 1): object =>
  harEntry({
    startedDateTime: at(second),
    request: request({
      method: 'POST',
      url: 'https://hs.example/_matrix/client/api/v1/rooms/!r%3Ahs/send/m.room.message?access_token=s3cr3t-token',
      headers: [{ name: 'content-type', value: 'application/json' }],
      postData: { mimeType: 'application/json', text: '{"body":"my s3cr3t-token"}' },
    }),
    response: response({
      status: 400,
      content: { text: '{"errcode":"M_BAD_JSON","error":"No msgtype for s3cr3t-token."}' },
    }),
  });

/** An answer of a server that is wrong: the topic is a number. */
const wrongAnswer = (second = 2): object =>
  harEntry({
    startedDateTime: at(second),
    response: response({ content: { text: '{"topic":5,"password":"s3cr3t-token"}' } }),
  });

const both = harOf([right(), wrongRequest(), wrongAnswer()], 1);

describe('traffic', () => {
  it('passes where neither side is wrong, and says how much was seen of each', async () => {
    const { code, out, report } = await judge(file(harOf([right(), right(1)])));
    expect(code).toBe(0);
    expect(report).toMatchObject({ verdict: 'conformant', totals: { requests: 2 } });
    expect(out).toContain('no violations at the level documented');
    expect(out).toMatch(/clients +no violations: 2 of \d+ requirements seen, and met/);
    expect(out).toMatch(/servers +no violations: 2 answers judged/);
    expect(out).toContain('server: https://hs.example/_matrix/client/api/v1 (2 requests)');
    expect(out).toMatch(/get_topic +2 requests/);
    expect(out).toContain('membership transitions seen');
  });

  it('tells violations of both sides, with their places and exchanges, and no token', async () => {
    const path = file(both);
    const { code, out, report } = await judge(path);
    expect(code).toBe(1);
    expect(report.gates.violated.toSorted()).toEqual(['CLIENT-04', 'MODEL-01']);
    expect(out).toMatch(/clients +violated: CLIENT-04/);
    expect(out).toMatch(/servers +violated: MODEL-01/);
    expect(out).toContain('The body has no key msgtype.');
    expect(out).toMatch(/where +entry 2 of \S*a\.har \(line \d+\)/);
    expect(out).toMatch(/user 1 +POST +\/rooms\/‹room›\/send\/m\.room\.message .* 400 +← here/);
    expect(out).toContain(`rooms-conformance traffic ${path}`);
    expect(out + JSON.stringify(report)).not.toContain('s3cr3t');
  });

  it('tells no token of somebody else either, such as one that a login gave out', async () => {
    const login = harEntry({
      request: request({
        method: 'POST',
        url: 'https://hs.example/_matrix/client/api/v1/login',
        bodySize: 9,
      }),
      response: response({
        content: { text: '{"access_token":"t0ken-of-bob-123","user_id":"@bob:hs"}' },
      }),
    });
    const leak = harEntry({
      startedDateTime: at(3),
      response: response({ content: { text: '{"topic":["t0ken-of-bob-123"]}' } }),
    });
    const { out, report } = await judge(file(harOf([login, leak])));
    expect(report.gates.violated).toEqual(['MODEL-01']);
    expect(out + JSON.stringify(report)).not.toContain('t0ken-of-bob');
  });

  it('writes every format, none of them with a token', async () => {
    const formats = [
      'json',
      'junit',
      'markdown',
      'github',
      'tap',
      'ctrf',
      'har',
      'ndjson',
      'text',
      'badge',
    ];
    const outputs = formats.map((format) => [format, join(folder, `all.${format}`)] as const);
    const options = outputs.flatMap(([format, path]) => ['--report', `${format}=${path}`]);
    await performHere('traffic', file(both), ...options);
    for (const [format, path] of outputs) {
      const text = readFileSync(path, 'utf8');
      expect(text, format).not.toContain('s3cr3t');
      expect(text.length, format).toBeGreaterThan(100);
    }
    expect(readFileSync(join(folder, 'all.markdown'), 'utf8')).toContain('**servers**: violated:');
  });

  it('judges one side alone', async () => {
    const path = file(both);
    const clients = await judge(path, '--side', 'clients');
    expect(clients.report.gates.violated).toEqual(['CLIENT-04']);
    expect(clients.report.requirements.every(({ id }) => id.startsWith('CLIENT-'))).toBe(true);
    const servers = await judge(path, '--side', 'servers');
    expect(servers.report.gates.violated).not.toContain('CLIENT-04');
    expect(servers.report.gates.violated).not.toEqual([]);
    const fine = file(harOf([right(), wrongRequest()]));
    expect((await judge(fine, '--side', 'servers')).code).toBe(0);
  });

  it('knows failures that are listed', async () => {
    const known = join(folder, 'known.yaml');
    const path = file(harOf([right(), wrongRequest()]));
    await performHere('traffic', path, '--known', known, '--update-known');
    expect((await performHere('traffic', path, '--known', known)).code).toBe(0);
    const fixed = await performHere('traffic', file(harOf([right()])), '--known', known);
    expect(fixed.code).toBe(0);
    const met = file(
      harOf([right(), wrongRequest()]).replace(
        'my s3cr3t-token\\"',
        'x\\",\\"msgtype\\":\\"m.text\\"',
      ),
    );
    const passing = await performHere('traffic', met, '--known', known);
    expect(passing.code).toBe(5);
    expect(passing.note).toContain('rooms-conformance traffic');
  });

  it('can be held to a share of what can be met', async () => {
    const { code, out } = await performHere(
      'traffic',
      file(harOf([right()])),
      '--min-proven',
      'documented=90%',
    );
    expect(code).toBe(4);
    expect(out).toContain('documented requirements are met');
  });
});

describe('whose traffic it is', () => {
  const url = (base: string) =>
    request({ url: `${base}/rooms/!r%3Ahs/state/m.room.topic?access_token=tok1` });
  const entries = [
    right(),
    harEntry({ request: url('http://b.example/gate/way/_matrix/client/r0') }),
    harEntry({ request: url('http://c.example/_matrix/client/v3') }),
    harEntry({ request: request({ url: 'http://b.example/gate/way/_matrix/client/versions' }) }),
    harEntry({ request: request({ url: 'https://hs.example/_matrix/client/api/v1/login' }) }),
    harEntry({ request: request({ url: 'https://cdn.example/x.js' }) }),
    harEntry({ request: request({ url: 'https://cdn.example/y.js' }) }),
    harEntry({ request: request({ method: 'OPTIONS' }) }),
    harEntry({ request: request({ url: 'data:text/plain,x' }) }),
  ];

  it('is found by the base paths of every version; the rest is counted', async () => {
    const { code, traffic, notes, report } = await judge(file(harOf(entries)));
    expect(code).toBe(0);
    expect(traffic.servers).toEqual([
      'https://hs.example/_matrix/client/api/v1 (1 request)',
      'http://b.example/gate/way/_matrix/client/r0 (1 request, profile r0, its clients not judged)',
      'http://c.example/_matrix/client/v3 (1 request, profile v3, its clients not judged)',
    ]);
    expect(report.totals.requests).toBe(3);
    expect(notes).toContain(
      '2 requests of these servers are not of this API, such as a login or a sync',
    );
    expect(notes).toContain('2 requests to 1 other host: cdn.example (2)');
    expect(notes).toContain('1 entry skipped: preflight (OPTIONS)');
    expect(notes).toContain('1 entry skipped: no address of HTTP, such as data:');
  });

  it('can be one server', async () => {
    const { traffic } = await judge(file(harOf(entries)), '--target', 'http://b.example/gate/way');
    expect(traffic.servers).toEqual([expect.stringContaining('http://b.example/gate/way/_matrix')]);
  });

  it('can be one version, or another base path', async () => {
    const path = file(harOf(entries));
    expect((await judge(path, '--api', 'v3')).traffic.servers).toEqual([
      expect.stringContaining('http://c.example'),
    ]);
    const own = file(harOf([harEntry({ request: url('http://d.example/chat/api') })]));
    expect((await judge(own, '--base-path', '/api')).traffic.servers).toEqual([
      'http://d.example/chat/api (1 request)',
    ]);
  });

  it('is nobody’s where no address has a base path', async () => {
    const { code, out } = await judge(file(harOf(entries.slice(5))));
    expect(code).toBe(4);
    expect(out).toContain(
      'inconclusive at the level documented: the traffic has no request of this API',
    );
  });

  it('is no missing token where recorders leave tokens out, unless the recording is complete', async () => {
    const bare = harEntry({
      startedDateTime: at(1),
      request: request({
        url: 'https://hs.example/_matrix/client/api/v1/rooms/!r%3Ahs/state/m.room.topic',
      }),
    });
    const path = file(harOf([right(), bare]));
    expect((await judge(path)).code).toBe(0);
    const { code, report } = await judge(path, '--complete');
    expect(code).toBe(1);
    expect(report.gates.violated).toContain('CLIENT-07');
  });
});

describe('an answer', () => {
  const send = (second: number, answer: unknown): object =>
    harEntry({
      startedDateTime: at(second),
      request: request({
        method: 'POST',
        url: 'https://hs.example/_matrix/client/api/v1/rooms/!r%3Ahs/send/m.room.message?access_token=tok1',
        headers: [{ name: 'content-type', value: 'application/json' }],
        postData: { text: '{"msgtype":"m.text","body":"Hello?"}' },
      }),
      response: answer,
    });
  const again = (answer: unknown, ...more: readonly string[]) =>
    judge(file(harOf([send(0, answer), send(1, answer)])), '--level', 'convention', ...more);

  it('that was lost says what its client did next, where no request is missing in between', async () => {
    const lost = response({ status: 0, _error: 'net::ERR_CONNECTION_RESET' });
    const { report } = await again(lost, '--complete');
    expect(report.gates.violated).toEqual(['CLIENT-12']);
    expect((await again(lost)).report.gates.violated).toEqual([]);
  });

  it.each([
    ['of which nothing is recorded', null],
    ['whose body is not recorded', response({ content: { size: 20 } })],
  ])('%s may have come, and is not held against anybody', async (_, answer) => {
    const { report } = await again(answer);
    expect(report.gates.violated).toEqual([]);
    expect(report.totals.requests).toBe(2);
  });
});

describe('files', () => {
  it('are read as one traffic, in the order of time', async () => {
    const early = file(harOf([right(1), right(5)]));
    const late = file(gzipSync(harOf([right(3), wrongRequest(7)])), 'b.har.gz');
    const { report, traffic, notes } = await judge(late, early);
    expect(report.totals.requests).toBe(4);
    expect(traffic.source).toBe(`${late} and 1 more recording`);
    expect(notes).toBe('');
    expect(
      report.outcomes.flatMap((one) => ('mismatches' in one ? one.mismatches : []))[0]?.where,
    ).toMatch(/^entry 2 of \S*b\.har\.gz/);
  });

  it('may be standard input', async () => {
    const { context, out } = testContext({ input: () => Readable.from([Buffer.from(both)]) });
    expect(await perform(parse(['traffic', '-'], '1.2.3'), context)).toBe(1);
    expect(out()).toContain('traffic: standard input');
    const twice = await performHere('traffic', '-', '-');
    expect(twice).toMatchObject({ code: 2, note: expect.stringContaining('only once') as string });
  });

  it.each([
    ['missing.har', null, 'there is no such file'],
    ['folder', 'folder', 'it is a directory'],
    ['empty.har', '', 'is empty'],
    ['page.html', '<html>', 'is markup'],
    ['x.zip', 'PK\u0003\u0004', 'is a ZIP archive'],
  ])('%s cannot be judged', async (name, content, message) => {
    const path = join(folder, name);
    if (content === 'folder') mkdirSync(path);
    else if (content !== null) writeFileSync(path, content);
    const { code, note } = await performHere('traffic', path);
    expect(code).toBe(2);
    expect(note).toContain(path);
    expect(note).toContain(message);
  });

  it('that are cut off are judged to their ends, and are not passed', async () => {
    const whole = harOf([right(), right(1), right(2)], 1);
    const { code, out, report } = await judge(file(whole.slice(0, -600)));
    expect(code).toBe(4);
    expect(report).toMatchObject({ ended: 'lost', complete: false, verdict: 'inconclusive' });
    expect(out).toMatch(
      /inconclusive at the level documented: \S*a\.har ends in the middle at line \d+, after 2 whole/,
    );
    const cutBoth = await judge(file(both.slice(0, -600)));
    expect(cutBoth.code).toBe(1);
    expect(cutBoth.out).toMatch(/violations at the level documented \(.* ends in the middle/);
  });

  it('whose times go back are judged without what came before', async () => {
    const ordered = Array.from({ length: 1900 }, (_, i) =>
      harEntry({ startedDateTime: new Date(i * 1000).toISOString() }),
    );
    const { code, notes } = await judge(file(harOf([...ordered.slice(1), ordered[0]])));
    expect(code).toBe(0);
    expect(notes).toBe('');
    const jumped = await judge(file(harOf([...ordered, ...ordered, ...ordered])));
    expect(jumped.code).toBe(0);
    expect(jumped.notes).toContain('went back in time');
  });

  it('without times say nothing about order, which is told', async () => {
    const { code, notes } = await judge(file(harOf([harEntry({ startedDateTime: 'now' })])));
    expect(code).toBe(0);
    expect(notes).toContain('1 entry without a time');
  });

  it('that somebody stops reading are judged as far as they were read', async () => {
    const controller = new AbortController();
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${JSON.stringify(right())}\n`.repeat(500));
      controller.abort();
      for (;;) yield Buffer.from(`${JSON.stringify(right())}\n`.repeat(500));
    }
    const { context, out } = testContext({ input: endless, interrupted: controller.signal });
    expect(await perform(parse(['traffic', '-'], '1.2.3'), context)).toBe(130);
    expect(out()).toMatch(/interrupted after \d+ requests/);
  });
});
