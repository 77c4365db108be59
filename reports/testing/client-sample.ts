import type { ClientRequirementId } from '../../harness/document/ids.ts';
import { loadSpec } from '../../harness/document/load.ts';
import {
  createObserver,
  type Observed,
  type ObservedExchange,
} from '../../harness/traffic/observations.ts';
import { observedClient } from '../client/observed.ts';
import { fold } from '../fold.ts';
import type { Criteria } from '../gates/criteria.ts';
import { judgeGates } from '../gates/judge.ts';
import type { Report, ReportSubject } from '../report.ts';

const { declaration, clients } = loadSpec();

/** A request that met some requirements. */
export const seen = (
  operation: Observed['operation'],
  met: readonly ClientRequirementId[],
  more: Partial<Observed> = {},
): Observed => ({
  operation,
  met,
  findings: [],
  status: 200,
  asked: () => undefined,
  answer: () => undefined,
  exchanges: () => [],
  ...more,
});

/** A request that violated a requirement. */
export const wrong = (
  operation: Observed['operation'],
  requirement: ClientRequirementId,
  what: string,
  more: Partial<ObservedExchange> = {},
): Observed =>
  seen(operation, [], {
    findings: [{ requirement, grade: clients.get(requirement)?.grade ?? 'convention', what }],
    exchanges: () => [exchangeOf(operation, more)],
  });

const exchangeOf = (
  operation: Observed['operation'],
  more: Partial<ObservedExchange>,
): ObservedExchange => ({
  user: 'alice',
  operation,
  method: 'POST',
  path: `${declaration.basePath}/rooms/!r%3Ahs/send/m.room.message`,
  token: 'own',
  contentType: 'application/json',
  body: '{"body":"hi"}',
  status: 400,
  detail: null,
  room: '!r:hs',
  answerType: 'application/json',
  answer: '{"errcode":"M_MISSING_PARAM","error":"No msgtype key."}',
  at: 1000,
  ms: 2,
  ...more,
});

/** What a test says about the run of a client. */
export interface ClientFacts {
  readonly command?: string | null;
  readonly failure?: string | null;
  readonly interrupted?: boolean;
  readonly level?: Report['level'];
  readonly criteria?: Criteria;
}

/** The report on a client that sent these requests. */
export function clientReport(requests: readonly Observed[], facts: ClientFacts = {}): Report {
  const observer = createObserver(declaration, clients);
  for (const request of requests) observer.add(request);
  const observations = observer.result();
  const { outcomes, ...client } = observedClient(observations, clients);
  const { command = 'npm test', failure = null, interrupted = false, level = 'documented' } = facts;
  const subject: ReportSubject = {
    kind: 'client',
    command,
    failure,
    requests: observations.requests,
    dialect: [],
    tallies: Object.fromEntries(
      [...observations.requirements].map(([id, { met, violated }]) => [id, { met, violated }]),
    ),
    operations: observations.operations,
    errors: observations.errors,
  };
  const report = fold(
    {
      ...client,
      level,
      only: [],
      seed: 0,
      search: { runs: null, milliseconds: null },
      subject,
      target: {
        origin: 'http://127.0.0.1:8008',
        prefix: '',
        basePath: declaration.basePath,
        auth: 'query',
        bundled: false,
      },
      options: ['--state', 'lobby.yaml'],
      versions: { tool: '0.1.0', node: '20.19.0' },
      started: new Date(0),
      finished: new Date(1234),
      sha256: declaration.sha256,
      shard: null,
      ended: interrupted ? 'interrupted' : 'whole',
      replays: new Map(),
    },
    outcomes,
  );
  return judgeGates(report, facts.criteria);
}

/** A client that does some of everything. */
export const everyKindOfClient = (): Report =>
  clientReport([
    seen('create_room', ['CLIENT-01', 'CLIENT-03', 'CLIENT-04', 'CLIENT-07']),
    seen('send_message', ['CLIENT-01', 'CLIENT-03', 'CLIENT-04', 'CLIENT-07']),
    wrong('send_message', 'CLIENT-04', 'The body has no key msgtype.'),
    wrong('send_message', 'CLIENT-04', 'msgtype is 5. It must be a string.', {
      body: '{"msgtype":5}',
    }),
    wrong(
      'send_message',
      'CLIENT-10',
      'The txnId 7 was used before, at the same place with another body.',
    ),
    wrong(null, 'CLIENT-01', 'GET /rooms/!r/mesages is not a request of this API.', {
      method: 'GET',
      path: `${declaration.basePath}/rooms/!r%3Ahs/mesages`,
      body: null,
      contentType: null,
    }),
    seen('get_topic', ['CLIENT-01'], {
      status: 404,
      answer: () => ({ errcode: 'M_NOT_FOUND', error: 'Topic not found.' }),
    }),
    seen('get_messages', ['CLIENT-08'], { status: null }),
  ]);
