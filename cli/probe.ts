import { loadSpec } from '../harness/document/load.ts';
import { NothingServed, probe, type Probed } from '../harness/world/probe.ts';
import { type Observation, problemOf } from '../harness/world/probe-findings.ts';
import { plain } from '../reports/plain.ts';
import { givenAccounts } from './accounts.ts';
import { exit, type ExitCode } from './exit.ts';
import { capacityWithin } from './open-files.ts';
import type { Given } from './options/parse.ts';
import type { ProcessContext } from './process-context.ts';
import { howToOpen, openReachable, openTargetHandle } from './target.ts';

/** Finds out what a target serves and how it behaves, and judges nothing. */
export async function probeCommand(
  { values: options }: Given<'probe'>,
  context: ProcessContext,
): Promise<ExitCode> {
  const accounts = await givenAccounts(options.accounts, context.interrupted);
  const target = await openTargetHandle(options.target);
  try {
    const capacity = capacityWithin(1, context.openFiles, target.bundled);
    const opening = howToOpen(options, target, accounts, capacity, context);
    const open = await openReachable(loadSpec(), opening);
    try {
      const probed = open.redactor.deep(await probe(open.context, 'everywhere'));
      const problem = problemOf(probed);
      if (probed.examined === null && problem !== null) throw new NothingServed(problem);
      context.out(options.json ? `${JSON.stringify(probed, null, 2)}\n` : tableOf(probed));
      if (!options.json && problem !== null) context.out(`\n${problem}\n`);
      return context.interrupted.aborted ? exit.interrupted : exit.conformant;
    } finally {
      await open.close();
    }
  } finally {
    await target.close();
  }
}

/** What the probe found, as one line at the beginning of a run. */
export const probedLine = (probed: Probed): string =>
  [
    `probe: ${findings(probed)
      .map(([what, found]) => `${what}: ${plain(word(found))}`)
      .join(' · ')}`,
    `${milliseconds(probed.latency)} per request`,
  ].join(' · ');

function tableOf(probed: Probed): string {
  const { paths, versions, examined, latency, requests } = probed;
  const below = (examined ?? '').replace(/.*\/_matrix/, '/_matrix');
  const rows = [
    ...paths.map(({ path, served, status }) => [
      path,
      served ? 'served' : `not served (status ${status ?? 'unknown'})`,
    ]),
    ['versions', versions === null ? 'not listed' : versions.join(', ')],
    ...findings(probed).map(([what, found]) => [
      what,
      found.holds === null ? word(found) : `${word(found)} (${found.detail})`,
    ]),
    ['found out below', below],
    ['time per request', `${milliseconds(latency)} (median of ${requests} requests)`],
  ];
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return rows.map(([name = '', value = '']) => `${name.padEnd(width)}  ${plain(value)}\n`).join('');
}

const findings = ({
  pageWithoutDir,
  publicJoin,
  aliasJoin,
}: Probed): readonly (readonly [string, Observation])[] => [
  ['messages without dir', pageWithoutDir],
  ['joining a public room', publicJoin],
  ['joining by alias', aliasJoin],
];

function word({ holds, detail }: Observation): string {
  if (holds === null) return `not observed (${detail})`;
  return holds ? 'works' : 'refused';
}

const milliseconds = (latency: number | null): string =>
  latency === null ? 'unknown' : `${Number(latency.toPrecision(2))} ms`;
