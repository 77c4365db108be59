import { gradeOrder } from '../../reports/report.ts';
import { loadSpec } from '../../harness/document/load.ts';
import { findObstacle } from '../../harness/wire/reachable.ts';
import { apiPaths, parseTargetUrl } from '../../harness/world/target.ts';
import { isLoopback } from '../../mock/control/guard.ts';
import { DocumentError } from '../../mock/documents/index.ts';
import type { RuleDocument } from '../../mock/rules/document.ts';
import {
  createJudgedProxy,
  type EndedExchange,
  type JudgedProxy,
} from '../../proxy/judged-proxy.ts';
import { exit, type ExitCode, highestPriority, UsageError } from '../exit.ts';
import { readText } from '../files/files.ts';
import {
  applyGates,
  cleanupCommandOfRun,
  noteCleanup,
  openGates,
} from '../gates/known-failures.ts';
import { aborted, cannotListen } from '../process/listening.ts';
import type { Given } from '../options/parse.ts';
import { openOutputs } from '../options/outputs.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { profileOf } from '../run/profile-of.ts';
import { prepareRecording } from '../files/recording.ts';
import { finish } from '../run/run.ts';
import { runTests } from '../process/run-tests.ts';
import { describeObstacle } from '../run/target.ts';
import { namesOfTraffic } from '../traffic/report.ts';
import { createRequestList, type RequestList } from '../mock/request-list.ts';
import { linesOfExchange } from './exchange-lines.ts';
import { reportOfProxy } from './report.ts';
import { createTally } from './tally.ts';

type Options = Given<'proxy'>['values'];

/** Stands in front of a server until somebody stops it, or until the command ends that it was started for. */
export async function proxyCommand(
  { values: options, typed }: Given<'proxy'>,
  context: ProcessContext,
): Promise<ExitCode> {
  const { quiet, report: outputs, record } = options;
  if (quiet && options.list) throw new UsageError('--quiet and --list cannot be used together');
  const target = targetOf(options);
  const rules = await rulesOf(options.rules);
  const basePath = options.api === null ? (options.basePath ?? apiPaths.v1) : apiPaths[options.api];
  const spec = loadSpec(options.profile ?? profileOf(basePath));
  const gates = openGates({ ...options, strict: false, failOn: [] }, namesOfTraffic(spec));
  const write = await openOutputs(outputs);
  const note = (text: string): void => context.note(`rooms-conformance: ${text}\n`);
  const tally = createTally(note);
  const list = isListed(options) ? openList(context) : null;
  const recording = prepareRecording(record, context);
  const proxy = await createJudgedProxy({
    target,
    spec,
    basePath,
    complete: options.complete,
    timeout: options.timeout,
    strict: options.strict ? gradesUpTo(options.level) : null,
    rules,
    seed: options.seed,
    describe: (obstacle, detail) => describeObstacle(target.origin, obstacle, detail),
    onEnd(ended) {
      tally.add(ended);
      list?.add(ended);
    },
    record: recording?.add ?? null,
  });
  const started = new Date();
  const origin = await listen(proxy, options);
  let failure: string | null;
  let lost: string | null = null;
  try {
    checkLoop(target.origin, origin);
    recording?.begin();
    failure = await use(origin, target.origin, options, tally.requests, context);
  } finally {
    await proxy.close();
    lost = recording?.end() ?? null;
    list?.end();
  }
  const interrupted = options.exec !== null && context.interrupted.aborted;
  const run = { started, ...target, basePath, interrupted, failure, lost };
  const report = applyGates(
    reportOfProxy(proxy, tally, run, spec, options, context),
    gates,
    context,
  );
  const code = finish(report, { quiet, outputs, write, baseline: null }, context);
  noteCleanup(report, cleanupCommandOfRun(options, typed, 'proxy'), context);
  return highestPriority([
    code,
    ...(tally.isUnreachable() ? [exit.target] : []),
    ...(lost === null ? [] : [exit.usage]),
  ]);
}

function targetOf({ target }: Options): ReturnType<typeof parseTargetUrl> {
  if (target === null) {
    throw new UsageError(
      'proxy needs a server to stand in front of: --target URL, for example --target http://localhost:8008',
    );
  }
  return parseTargetUrl(target);
}

/** The rules of the mock are loaded where there are any. @throws UsageError */
async function rulesOf(files: readonly string[]): Promise<readonly RuleDocument[]> {
  if (files.length === 0) return [];
  const { readProxyRules } = await import('../../proxy/rules/read.ts');
  try {
    return files.flatMap((file) => readProxyRules(file, readText(file, 'the rules')));
  } catch (error) {
    if (error instanceof DocumentError) throw new UsageError(error.message);
    throw error;
  }
}

const gradesUpTo = (level: Options['level']): readonly Options['level'][] =>
  gradeOrder.slice(0, gradeOrder.indexOf(level) + 1);

async function listen(proxy: JudgedProxy, { host, port }: Options): Promise<string> {
  return proxy.listen(port, host).catch(cannotListen(host, port));
}

/** A proxy in front of itself would ask itself for ever. @throws UsageError */
function checkLoop(target: string, origin: string): void {
  const [to, from] = [new URL(target), new URL(origin)];
  if (to.port !== from.port || !isLoopback(to.hostname) || to.protocol !== 'http:') return;
  throw new UsageError(
    `the proxy would stand in front of itself: it listens at ${origin}, which is also its target; use another --port`,
  );
}

/** Waits while the proxy is used. @returns how the command of --exec failed; null where it did not */
async function use(
  origin: string,
  target: string,
  { exec, quiet, host }: Options,
  requests: () => number,
  context: ProcessContext,
): Promise<string | null> {
  if (exec !== null) {
    const found = { MATRIX_HOMESERVER_URL: origin, ROOMS_CONFORMANCE_PROXY_URL: origin };
    return runTests(exec, found, requests, context);
  }
  context.out(
    [
      `the proxy listens at ${origin}`,
      `  and passes everything on to ${target}`,
      'stop it with Ctrl-C; then it tells what it thinks of both sides',
      '',
    ].join('\n'),
  );
  if (!isLoopback(host)) {
    context.note(`note: other machines can reach ${host}, and ${target} through it\n`);
  }
  // A server that is not there yet may come.
  if (!quiet) void noteObstacle(target, context);
  await aborted(context.interrupted);
  return null;
}

/** How long the target may take to be there, in milliseconds. */
const patience = 1500;

async function noteObstacle(target: string, { note, interrupted }: ProcessContext): Promise<void> {
  const found = await findObstacle(target, '/', patience, interrupted);
  if (found === null || interrupted.aborted) return;
  note(`note: ${describeObstacle(target, found.obstacle, found.detail)}\n`);
}

/** The output of a command is its own, so that requests are listed beside it only where somebody asks for that. */
const isListed = ({ exec, list, quiet }: Options): boolean => !quiet && (exec === null || list);

/** Lists exchanges on standard error as they come to their ends. */
const openList = (context: ProcessContext): RequestList<EndedExchange> =>
  createRequestList<EndedExchange>({
    write: context.note,
    linesOf: (ended) => linesOfExchange(ended, context.notePaint, context.columns),
    now: () => performance.now(),
    later(call, milliseconds) {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
  });
