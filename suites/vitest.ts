import { afterAll, beforeAll, describe, it } from 'vitest';
import { type AccountEntry, readAccountDocument } from '../harness/world/account-document.ts';
import type { Lack } from '../harness/world/target.ts';
import type { Case } from '../harness/run/case.ts';
import { judge } from '../harness/run/judge.ts';
import type { OpenTarget } from '../harness/run/open.ts';
import type { Outcome } from '../harness/run/outcome.ts';
import { plan } from '../harness/run/plan.ts';
import { defaultSearch, type SearchOptions } from '../harness/run/search.ts';
import { groupOf, select } from '../harness/run/select.ts';
import { loadSpec } from '../harness/document/load.ts';
import type { Grade } from '../harness/document/requirements.ts';
import { cases } from './index.ts';
import { complaintOf } from './complaint.ts';
import { openPresent } from './open-present.ts';

/** The server under test, and what to ask of it. */
export interface ConformanceOptions {
  /** Its URL, or a function that tells it when the tests start: that is the place to start a server. */
  readonly url: string | (() => string | Promise<string>);
  /** The path below which the operations hang; left out, that of the declaration. */
  readonly basePath?: string;
  /** How the token travels; left out, in the query. */
  readonly auth?: 'query' | 'header';
  /** Users to act as: `{user_id, access_token}` or `{user_id, password}` each; left out, they are registered. */
  readonly accounts?: readonly Readonly<Record<string, string>>[];
  /** The server's registration secret. */
  readonly sharedSecret?: string;
  /** Case ids, operations or requirement ids, with `*`; left out, everything. */
  readonly only?: readonly string[];
  /** Violations of this grade and of those before it fail a test; left out, `documented`. */
  readonly level?: Grade;
  /** What the server lacks: `aliases`, or operations by their nicknames. Cases that need it are skipped. */
  readonly lacks?: readonly Lack[];
  /** Milliseconds a request may take; left out, 10 seconds. */
  readonly timeout?: number;
  /** Milliseconds that rate limits of one case are waited out; left out, 30 seconds. */
  readonly patience?: number;
  /** Milliseconds a case may take; left out, a minute. */
  readonly caseTimeout?: number;
  /**
   * How far properties search: `runs` or `milliseconds` each, whichever is used up first. Left out, as far as the
   * property says; without a `seed` the inputs are the same every time.
   */
  readonly search?: Partial<SearchOptions>;
}

/**
 * Registers every selected case as a test of vitest, a `describe` for each operation.
 * @throws SelectError for a pattern that matches nothing, AccountDocumentError
 */
export function registerConformance(options: ConformanceOptions): void {
  const spec = loadSpec();
  const whole = plan(cases, spec.register);
  const selected = select(whole.cases, options.only ?? [], spec.register);
  const accounts = accountsOf(options);
  let open: OpenTarget | null = null;

  beforeAll(async () => {
    const url = typeof options.url === 'string' ? options.url : await options.url();
    open = await openPresent(spec, {
      url,
      basePath: options.basePath ?? null,
      auth: options.auth ?? 'query',
      timeout: options.timeout ?? 10_000,
      patience: options.patience ?? 30_000,
      lacks: options.lacks ?? [],
      accounts,
      sharedSecret: options.sharedSecret ?? null,
      concurrency: 8,
      search: { ...defaultSearch, ...options.search },
      signal: new AbortController().signal,
    });
  }, options.caseTimeout ?? 60_000);
  afterAll(async () => {
    await open?.close();
  });

  const timeout = options.caseTimeout ?? 60_000;
  const level = options.level ?? 'documented';
  const names = [...new Set(selected.map(groupOf))];
  for (const name of names) {
    describe.concurrent(name, () => {
      for (const testCase of selected.filter((one) => groupOf(one) === name)) {
        it(`${testCase.id}: ${testCase.title}`, { timeout }, async ({ skip }) => {
          const outcome = await judged(open, testCase);
          if (outcome.verdict === 'skipped') skip(outcome.reason);
          const { basePath = '' } = open?.context.target ?? {};
          const complaint = complaintOf(outcome, spec.register, level, basePath);
          if (complaint !== null) throw new Error(complaint);
        });
      }
    });
  }
}

async function judged(open: OpenTarget | null, testCase: Case): Promise<Outcome> {
  if (open === null) throw new Error('the target was not opened');
  return open.redactor.deep(await judge(open.context, testCase));
}

const accountsOf = ({ accounts }: ConformanceOptions): readonly AccountEntry[] | null =>
  accounts === undefined ? null : readAccountDocument(accounts, 'accounts');
