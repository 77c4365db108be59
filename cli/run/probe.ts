import { loadSpec } from '../../harness/document/load.ts';
import { NothingServed, probe, type Probed } from '../../harness/world/probe.ts';
import { type Observation, problemOf } from '../../harness/world/probe-findings.ts';
import { profileNames } from '../../harness/document/profile.ts';
import type { OpenTarget } from '../../harness/run/open.ts';
import { apiPaths } from '../../harness/world/target.ts';
import { plain } from '../../reports/plain.ts';
import type { ReportProbe } from '../../reports/report.ts';
import { givenAccounts } from './accounts.ts';
import { exit, type ExitCode } from '../exit.ts';
import { capacityWithin } from '../process/open-files.ts';
import { prepareOutputs, writeOutputs } from '../options/outputs.ts';
import { targetOptions } from '../options/options.ts';
import type { Given } from '../options/parse.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { howToOpen, openReachable, openTargetHandle } from './target.ts';

/** Finds out what a target serves and how it behaves, and judges nothing. */
export async function probeCommand(
  { values: options }: Given<'probe'>,
  context: ProcessContext,
): Promise<ExitCode> {
  prepareOutputs(options.report);
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
      const json = `${JSON.stringify(probed, null, 2)}\n`;
      context.out(options.json ? json : tableOf(probed));
      writeOutputs(
        options.report.map(({ path }) => ({ path, text: json })),
        context.out,
      );
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
    ...unservedWords(probed),
    ...lateIn(probed),
    `${milliseconds(probed.latency)} per request`,
  ].join(' · ');

/** What the probe found, as a report keeps it. */
export const probeFacts = (probed: Probed): ReportProbe => {
  const { lateness, latency, requests } = probed;
  const unserved = Object.fromEntries(unservedIn(probed));
  return { findings: Object.fromEntries(findings(probed)), unserved, lateness, latency, requests };
};

/** Advice for a run against a later version; '' where there is none to give. */
export function profileHint(basePath: string): string {
  const version = profileNames.find((name) => basePath.endsWith(apiPaths[name]));
  return version === undefined
    ? ''
    : `note: the target is judged by the declaration of 2014; --profile ${version} judges what Matrix ${version} changed by its statements\n`;
}

/** How many times the usual answer time a request may take, so that a slow target is not taken for a silent one. */
const patienceFactor = 20;

/** Gives a slow target more time than the default for each request, unless another time was asked for. @returns what to say about it; null for a fast one */
export function waitForSlow(
  open: Pick<OpenTarget, 'allow'>,
  latency: number | null,
  timeout: number,
): string | null {
  const needed = Math.ceil(patienceFactor * (latency ?? 0));
  if (needed <= timeout || timeout !== targetOptions.timeout.default) return null;
  const allowed = open.allow(needed);
  return `note: the target takes ${milliseconds(latency)} per request, so each may take ${allowed / 1000} s and the run takes longer; see --timeout\n`;
}

/** What is not served, and how it is answered. */
const unservedIn = ({ unserved, unservedPuts }: Probed): readonly (readonly [string, string])[] => [
  ...Object.entries(unserved),
  ...Object.entries(unservedPuts).map(([name, answer]) => [`PUT of ${name}`, answer] as const),
];

const unservedWords = (probed: Probed): readonly string[] => {
  const names = unservedIn(probed).map(([name]) => name);
  return names.length === 0 ? [] : [`not served: ${names.join(', ')}`];
};

const lateIn = ({ lateness }: Probed): readonly string[] =>
  lateness === null || lateness === 0 ? [] : [`views are late by ${lateness} ms`];

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
    ...unservedIn(probed).map(([what, answer]) => [what, `not served (${answer})`]),
    ['views', lateWords(probed)],
    ['found out below', below],
    ['time per request', `${milliseconds(latency)} (median of ${requests} requests)`],
  ];
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return rows.map(([name = '', value = '']) => `${name.padEnd(width)}  ${plain(value)}\n`).join('');
}

function lateWords({ lateness }: Probed): string {
  if (lateness === null) return 'not observed';
  return lateness === 0 ? 'show at once what was accepted' : `late by ${lateness} ms`;
}

const findings = ({
  pageWithoutDir,
  publicJoin,
  aliasJoin,
  stateList,
}: Probed): readonly (readonly [string, Observation])[] => [
  ['messages without dir', pageWithoutDir],
  ['joining a public room', publicJoin],
  ['joining by alias', aliasJoin],
  ['list of state', stateList],
];

function word({ holds, detail }: Observation): string {
  if (holds === null) return `not observed (${detail})`;
  if (holds) return 'works';
  return detail.startsWith('status') ? 'refused' : 'incomplete';
}

const milliseconds = (latency: number | null): string =>
  latency === null ? 'unknown' : `${Number(latency.toPrecision(2))} ms`;
