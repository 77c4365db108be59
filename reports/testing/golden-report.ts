import type { Report } from '../report.ts';
import {
  broken,
  exchange,
  failed,
  found,
  passed,
  registerOf,
  sampleReport,
  searched,
  skipped,
} from './sample.ts';

/** What a server may put where a reader looks: whatever terminals, shells, pages and parsers obey. */
export const hostile = [
  ']]> </failure> </details> <script>alert(1)</script> ``` | \\| [x](javascript:1) @everyone',
  '::error::owned',
  '##[error]owned',
  '1..0 # SKIP',
  '\u0000\u0007\u001B[31mred\u009B2J\u007F \u202Eturned\u2066 \u2028\uFEFF \uD800 \uDC00 \uFFFF',
  '<b>&amp; "double" \'single\' <!-- --> `tick` **bold** _em_ ![img](http://evil.example/x.png)',
  '#1 www.evil.example https://evil.example a@evil.example $(id) %0A%25 $x$',
  '  ...',
  'ok 99 # TODO',
].join('\r\n');

const someRequirements = registerOf(
  'SMEM-11',
  'SMEM-12',
  'BAN-01',
  'BAN-03',
  'CONV-01',
  'CONV-05',
  'INV-12',
);

/** A run with everything that a report can tell, for the goldens of every form. */
export const goldenReport = (): Report => reportOf(hostile);

/** The same run against a server that sends endless texts as well. */
export const floodedReport = (): Report => reportOf(`${hostile}${'flood '.repeat(180_000)}`);

function reportOf(evil: string): Report {
  const report = sampleReport(outcomes(evil), {
    register: someRequirements,
    replays: new Map([
      ['membership-model/any-series-of-moves', 'out/replays/membership-model.json'],
    ]),
  });
  return {
    ...report,
    gates: {
      ...report.gates,
      violated: ['SMEM-11', 'SMEM-12'],
      known: [
        {
          key: 'BAN-01',
          reason: `fixed in the next release ${evil}`,
          link: 'https://hs.example/issues/7',
          expires: '2099-12-31',
          signature: null,
          flaky: false,
          status: 'failing',
          cases: ['ban/known-failure'],
        },
      ],
      expectedFailures: ['ban/known-failure'],
      unmet: ['60 % of the documented requirements must be proven, and 14 % are'],
      warnings: ['1 case did not get the users it needs: registration is closed'],
    },
  };
}

const outcomes = (evil: string) => [
  passed('leave/passes', { requirements: ['BAN-03'], readings: { knock: 'refused' } }),
  failed('set_membership/outsider-cannot-invite'),
  failed('set_membership/the-same-elsewhere'),
  failed('ban/in-passing', {
    operation: 'ban',
    requirements: ['BAN-03'],
    asserted: ['BAN-03'],
    mismatches: [
      {
        requirement: 'CONV-05',
        what: 'content type of an answer',
        expected: 'application/json',
        received: 'text/html',
        step: 1,
      },
    ],
    stopped: 'the room that it needs could not be created',
  }),
  failed('ban/known-failure', {
    operation: 'ban',
    requirements: ['BAN-01'],
    mismatches: [
      {
        requirement: 'BAN-01',
        what: 'status of ban',
        expected: 'status 200',
        received: 'status 500',
        step: null,
      },
    ],
  }),
  failed('invite/hostile', {
    title: 'A server may answer anything',
    operation: 'invite',
    requirements: ['SMEM-12'],
    mismatches: [
      { requirement: 'SMEM-12', what: evil, expected: evil, received: evil, step: 1 },
      { requirement: 'INV-12', what: 'membership', expected: '"join"', received: evil, step: null },
    ],
    stopped: evil,
    readings: { 'messages-order': evil },
    exchanges: [
      exchange(0, { answer: `{"room_id":${JSON.stringify(evil)}}`, room: evil }),
      exchange(1, {
        actor: evil,
        path: '/_matrix/client/api/v1/rooms/%00%3Cb%3E/invite?from=%E2%80%AE%1B',
        token: 'unknown',
        body: `${evil.slice(0, 600)}… (9000 characters)`,
        answerType: evil,
        answer: evil,
        status: 599,
      }),
      exchange(2, {
        status: null,
        detail: `nothing came in 10 s ${evil}`,
        answer: null,
        answerType: null,
      }),
    ],
  }),
  found('membership-model/any-series-of-moves'),
  found('pagination-walk/flaky-one', { again: ['the room is there', 'all is well'] }),
  found('concurrent-sends/a-race', {
    unit: 'request',
    timeline: ['alice  |--send--|', 'bob      |--send--|', evil],
  }),
  broken('join/broken', `the setup failed: owner asked join and got 500 ${evil}`),
  broken('join/ours', 'a defect of the suite: undefined is not a function', true),
  skipped('create_room/skipped', `aliases are lacking ${evil}`),
  { ...passed('transactions/searched'), operation: null, searched: searched() },
];
