import { loadSpec, type Spec } from '../../harness/document/load.ts';
import type { ProfileName } from '../../harness/document/profile.ts';
import { apiPaths, parseTargetUrl } from '../../harness/world/target.ts';
import { together } from '../../recordings/order.ts';
import { Player, type PlayOptions } from '../../recordings/play.ts';
import type { ExitCode } from '../exit.ts';
import {
  applyGates,
  cleanupCommandOfRun,
  noteCleanup,
  openGates,
} from '../gates/known-failures.ts';
import type { Given } from '../options/parse.ts';
import { openOutputs } from '../options/outputs.ts';
import { profileOf } from '../run/profile-of.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { finish } from '../run/run.ts';
import { type FromFile, openRecordings } from './files.ts';
import { Unjudged } from './notes.ts';
import { createReadingProgress } from './progress.ts';
import { namesOfTraffic, reportOfRecordings } from './report.ts';

type Options = Given<'traffic'>['values'];

/** Judges recorded traffic, and reports on both sides of it. */
export async function trafficCommand(
  { args, values: options, typed }: Given<'traffic'>,
  context: ProcessContext,
): Promise<ExitCode> {
  const { quiet, report: outputs } = options;
  const specOf = specs();
  const spec = specOf(options.profile ?? 'none');
  const gates = openGates({ ...options, failOn: [] }, namesOfTraffic(spec));
  const write = await openOutputs(outputs, args);
  const names = args.map((path) => (path === '-' ? 'standard input' : path));
  let size = 0;
  const progress = createReadingProgress(
    names,
    () => size,
    quiet,
    context,
    () => performance.now(),
  );
  const recordings = openRecordings(args, options.format, progress.read, context);
  size = recordings.every((one) => one.size > 0)
    ? recordings.reduce((all, one) => all + one.size, 0)
    : 0;
  const started = new Date();
  const player = new Player(playOptions(options, specOf, names));
  const unjudged = new Unjudged(names);
  try {
    for await (const item of together<FromFile>(recordings.map(({ items }) => items))) {
      if (context.interrupted.aborted) break;
      take(item, player, unjudged);
      progress.judged(player.requests);
    }
  } finally {
    progress.end();
  }
  player.end();
  const interrupted = context.interrupted.aborted;
  const facts = { args, names, options, started, interrupted };
  const report = reportOfRecordings(player.result(), unjudged, facts, specOf, context);
  const gated = applyGates(report, gates, context);
  const code = finish(gated, { quiet, outputs, write, baseline: null }, context);
  noteCleanup(gated, cleanupCommandOfRun(options, typed, 'traffic'), context);
  return code;
}

function take(item: FromFile, player: Player, unjudged: Unjudged): void {
  switch (item.kind) {
    case 'exchange':
      if (!item.exchange.isTimed) unjudged.hasNoTime();
      player.take(item.exchange);
      return;
    case 'skipped':
      return unjudged.skip(item.why);
    case 'unreadable':
      return unjudged.cannotRead(item, item.file);
    case 'end':
      return unjudged.end(item, item.file);
  }
}

/** The specification by each profile, loaded where it is needed. */
function specs(): (profile: ProfileName | 'none') => Spec {
  const loaded = new Map<string, Spec>();
  return (profile) => {
    const spec = loaded.get(profile) ?? loadSpec(profile);
    loaded.set(profile, spec);
    return spec;
  };
}

function playOptions(
  { target, basePath, api, profile, complete, side }: Options,
  specOf: PlayOptions['specOf'],
  names: readonly string[],
): PlayOptions {
  const given = api === null ? basePath : apiPaths[api];
  return {
    looked: {
      basePaths: given === null ? Object.values(apiPaths) : [given],
      target: target === null ? null : parseTargetUrl(target),
    },
    profileOf: (path) => profile ?? profileOf(path),
    specOf,
    complete,
    side,
    whereOf: ({ file, entry, line }) =>
      `entry ${entry} of ${names[file] ?? 'the recording'} (line ${line})`,
  };
}
