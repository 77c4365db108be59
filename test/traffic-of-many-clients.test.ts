import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeTold, lacks, lessOf, type Told } from './testing/less-traffic.ts';
import { act, fate, play, spec } from './testing/many-clients.ts';

/** How far it looks; more where somebody asks for it. */
const runs = Number(process.env['TRAFFIC_RUNS'] ?? 40);
const seed = Number(process.env['TRAFFIC_SEED'] ?? 1);

const some = fc.array(act, { minLength: 20, maxLength: 70 });
const settings = { numRuns: runs, seed, endOnFailure: true };
const alone = { alone: true, sawEverything: true, patience: 0 };
const among = { patience: 0 };

const isOfServer = (finding: string): boolean => finding.startsWith('server');

describe('many clients at once, in random dialects, with lost answers', () => {
  it(
    'nothing is found of the server, and less traffic shows no more',
    { timeout: 600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          some,
          fc.nat(1000),
          fc.array(fc.constantFrom(...lacks), { minLength: 7, maxLength: 40 }),
          async (acts, dialect, lacking) => {
            const told = await play(acts, dialect);
            const lackingOf = (of: number) => lacking[of % lacking.length] ?? 'nothing';
            const kept = new Set(
              told.flatMap((one) =>
                'request' in one && /\/txn\d$/.test(one.request.target) ? one.of : [],
              ),
            );
            const writes = new Set(
              told.flatMap((one) =>
                'request' in one && one.request.method !== 'GET' ? one.of : [],
              ),
            );
            for (const options of [alone, among]) {
              const whole = judgeTold(spec, told, options);
              expect([...whole].filter(isOfServer)).toEqual([]);
              // Repeats are judged by what they repeat; and where nobody else acts, every change is in the traffic.
              const needed = options === alone ? writes : kept;
              const less = lessOf(told, (of) => {
                const what = lackingOf(of);
                return what === 'all of it' && needed.has(of) ? 'nothing' : what;
              });
              const shown = judgeTold(spec, less, { ...options, sawEverything: false });
              expect([...shown].filter((finding) => !whole.has(finding))).toEqual([]);
            }
          },
        ),
        settings,
      );
    },
  );
});

/** The same traffic where one user is of another server: only the effects of that user's requests are there. */
function withRemoteUser(told: readonly Told[]): readonly Told[] {
  const remote = remoteOf(told);
  const ofRemote = new Set(
    told.flatMap((one) =>
      'request' in one && one.request.headers['authorization'] === remote ? one.of : [],
    ),
  );
  const renamed = (text: string): string =>
    text.replaceAll(/(@|%40)d(:|%3A)[\w.-]+/gi, '$1d$2far.example.org');
  return told.flatMap((one): readonly Told[] => {
    if (ofRemote.has(one.of)) return [];
    if ('request' in one) {
      const { request } = one;
      const body =
        request.body === null ? null : Buffer.from(renamed(Buffer.from(request.body).toString()));
      return [{ ...one, request: { ...request, target: renamed(request.target), body } }];
    }
    const { answer } = one;
    if (answer === null || answer.body === null) return [one];
    return [{ ...one, answer: { ...answer, body: renamed(Buffer.from(answer.body).toString()) } }];
  });
}

/** The header by which the user d is authorized, who registers as the fourth one. */
function remoteOf(told: readonly Told[]): string {
  const answer = told.find((one) => 'answer' in one && one.of === 6);
  const body = answer !== undefined && 'answer' in answer ? String(answer.answer?.body) : '{}';
  return `Bearer ${(JSON.parse(body) as Record<string, string>)['access_token']}`;
}

describe('others, administrators and other servers act as well, and the server begins anew', () => {
  it('nothing is found of the server', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        some,
        fc.nat(1000),
        fc.array(fate, { maxLength: 4 }),
        async (acts, dialect, fates) => {
          const told = await play(acts, dialect, fates);
          for (const each of [told, withRemoteUser(told)])
            expect([...judgeTold(spec, each, among)].filter(isOfServer)).toEqual([]);
        },
      ),
      settings,
    );
  });
});
