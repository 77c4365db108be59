import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReferenceServer } from '../../reference-server/index.ts';
import { optionsOf } from '../../selftest/catalogue.ts';
import { performHere } from '../testing/context.ts';

const server = createReferenceServer(optionsOf('as-v3'));
const folder = mkdtempSync(join(tmpdir(), 'profile-'));
const at = (name: string): string => join(folder, name);
let run: readonly string[] = [];
beforeAll(async () => {
  const { url } = await server.listen();
  run = ['run', '--target', url, '--api', 'v3', '--level', 'convention', '--no-replays'];
});
afterAll(() => server.close());

const only = ['--only', 'ban', 'get_room_sync_data', 'set_topic'];

describe('a run with a profile', () => {
  it('is conformant, says what it judged by, and why the rest does not apply', async () => {
    const reports = ['--report', `json=${at('run.json')}`, `junit=${at('run.xml')}`];
    const { code, out } = await performHere(...run, ...only, '--profile', 'v3', ...reports);
    expect(code).toBe(0);
    expect(out).toContain('profile v3: Matrix Client-Server API');
    const report = JSON.parse(readFileSync(at('run.json'), 'utf8'));
    expect(report.profile).toMatchObject({ name: 'v3' });
    const row = (id: string) => report.requirements.find((one: { id: string }) => one.id === id);
    const reason =
      'v3 dropped it: A user is banned by POST alone, and the path takes no txnId. (POST /_matrix/client/v3/rooms/{roomId}/ban)';
    expect(row('BAN-04')).toMatchObject({ status: 'not-applicable', reason });
    expect(row('TOPIC-02')).toMatchObject({ status: 'proven', ruling: { change: 'changed' } });
    expect(row('SYNC-01')).toMatchObject({ status: 'not-applicable' });
    const xml = readFileSync(at('run.xml'), 'utf8');
    expect(xml).toContain('<property name="profile" value="v3"/>');
    expect(report.probe).toMatchObject({
      findings: { 'joining a public room': { holds: true } },
      unserved: {},
      lateness: 0,
    });
  });

  it('runs again by the profile of the report that it follows', async () => {
    const reports = ['--report', `json=${at('again.json')}`];
    const { code } = await performHere(...run, '--only', 'ban', ...reports);
    expect(code).toBe(1);
    const failed = ['--failed', at('again.json'), '--profile', 'v3', ...reports];
    expect((await performHere(...run, ...failed)).code).not.toBe(1);
    const { profile } = JSON.parse(readFileSync(at('again.json'), 'utf8'));
    expect(profile.name).toBe('v3');
  });

  it('is suggested where another one is run', async () => {
    const { note } = await performHere(...run, '--only', 'get_topic/member-reads-topic');
    expect(note).toContain('--profile v3 judges what Matrix v3 changed by its statements');
  });

  it('has shards that merge only with their like', async () => {
    const part = (i: number, profile: string) =>
      performHere(
        ...run,
        '--only',
        'set_topic',
        '--seed',
        '7',
        '--shard',
        `${i}/2`,
        '--profile',
        profile,
        '--report',
        `json=${at(`${i}.json`)}`,
      );
    await part(1, 'v3');
    await part(2, 'none');
    const unlike = await performHere('merge', at('1.json'), at('2.json'));
    expect(unlike.note).toContain('the profile (--profile) differs: "v3"');
    await part(2, 'v3');
    const { out } = await performHere('merge', at('1.json'), at('2.json'));
    expect(out).toContain('profile v3: ');
  });
});

describe('what profiles say', () => {
  it('stands in the explanation of a requirement', async () => {
    const { out } = await performHere('explain', 'SMEM-09');
    expect(out).toContain('--profile r0');
    expect(out).toContain('changed: A membership event without a membership is not');
    expect((await performHere('explain', 'BAN-01')).out).not.toContain('--profile');
  });

  it('stands in the list of cases, and in coverage', async () => {
    const list = await performHere('list', '--profile', 'v3', '--only', 'get_room_sync_data');
    expect(list.out).toContain('skipped: v3 d');
    const coverage = await performHere('coverage', '--profile', 'v3');
    expect(coverage.out).toMatch(/^BAN-04 +dropped: A user is banned by POST alone/m);
    expect(coverage.code).toBe(0);
  });

  it('is none by default, and no other name is taken', async () => {
    const { code, note } = await performHere('coverage', '--profile', 'v4');
    expect(code).toBe(2);
    expect(note).toContain('--profile must be one of none, r0, v3');
  });
});

describe('the command probe', () => {
  it('writes what it found to a file', async () => {
    const [, ...args] = run.slice(0, 5);
    await performHere('probe', ...args, '--report', `json=${at('probe.json')}`);
    const found = JSON.parse(readFileSync(at('probe.json'), 'utf8'));
    expect(found).toMatchObject({ publicJoin: { holds: true }, stateList: { holds: true } });
    expect(Object.keys(found.unserved)).toEqual(
      expect.arrayContaining(['get_room_sync_data', 'send_message']),
    );
  });
});
