import { expect, it } from 'vitest';
import { again, replayAgain } from './command.ts';
import { failed, sampleReport } from './testing/sample.ts';

const report = sampleReport([failed('leave/a')]);
const asked = {
  ...report,
  level: 'convention',
  target: {
    ...report.target,
    origin: 'http://hs',
    prefix: '/x',
    basePath: '/x/_matrix/client/v3',
    auth: 'header',
    bundled: false,
  },
  options: ['--accounts', 'my users.yaml', '--patience', '60'],
} as const;

const limits = { runs: null, milliseconds: null };

it('the command that runs a case again asks the target in the same way', () => {
  expect(again(failed('leave/a'), asked)).toBe(
    "rooms-conformance run --target http://hs/x --base-path /_matrix/client/v3 --auth header --accounts 'my users.yaml' --patience 60 --level convention --only leave/a",
  );
  const thorough = { ...asked, options: [], search: { effort: 'thorough' as const, ...limits } };
  expect(again(failed('leave/a'), thorough)).toMatch(
    / --level convention --effort thorough --only leave\/a$/,
  );
  expect(replayAgain('r.json', asked)).toBe(
    "rooms-conformance replay r.json --target http://hs/x --base-path /_matrix/client/v3 --auth header --accounts 'my users.yaml' --patience 60",
  );
});
