import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest: begun last, one of them would leave a processor idle. */
const longest = [
  'test/clients/drivers',
  'clients/series/series',
  'test/selftest-faults',
  'test/authoring-walk',
  'test/writing-a-case',
  'cli/main',
  'cli/mock/mock',
  'test/selftest-variants',
  'test/selftest-clients',
  'test/install',
  'reference-server/faults/faults',
  'test/clients/ci-page',
  'test/profiles',
  'test/readings',
  'test/blank-servers',
  'cli/replay',
  'cli/proxy/proxy',
  'test/selftest-cli',
  'test/action',
  'test/mock/guides/languages',
  'clients/reference/client',
  'test/model-steps',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer, not an array
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return at < 0 ? longest.length : at;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: [
      '{harness,authoring,clients,suites,reference-server,reports,mock,proxy,recorder,recordings,selftest,cli,test}/**/*.test.ts',
    ],
    // These want a browser, or minutes: npm run test:browser, npm run test:hostile.
    exclude: ['**/node_modules/**', 'test/browser/**', 'test/hostile/**'],
    // Many tests wait for a process, or for a client that waits: three of them keep two processors busy.
    maxWorkers: '150%',
    // Files share a worker and what it has imported: no test changes what another one sees.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // A golden that is missing fails; only --update=all writes it.
    update: 'none',
    // A busy machine may let a poll wait; no test passes sooner or later for it.
    expect: { poll: { timeout: 120_000 } },
    // No test depends on how fast it is: these only end one that hangs.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
