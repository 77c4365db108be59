import type { NamedReport } from '../merge.ts';
import { count } from '../plain.ts';

/** Why reports show less in comparison than they seem to, one sentence each. */
export const caveatsOf = (reports: readonly NamedReport[]): readonly string[] => [
  ...reports.flatMap(incomplete),
  ...fewerCases(reports),
  ...otherVersions(reports),
  ...otherProfiles(reports),
  ...otherSearches(reports),
];

function incomplete({ name, report }: NamedReport): readonly string[] {
  const { shard, ended, outcomes, selected } = report;
  const hows = {
    whole: '',
    bailed: 'stopped at its first violation',
    interrupted: 'was interrupted',
    lost: 'lost its target',
  };
  const how = hows[ended];
  const after = `${outcomes.length} of ${count(selected.length, 'case')}`;
  return [
    ...(shard === null
      ? []
      : [
          `${name} is only part ${shard.index} of ${shard.of} of a run; merge the parts before comparing`,
        ]),
    ...(ended === 'whole' ? [] : [`${name} ${how}, after ${after}`]),
  ];
}

/** A run with fewer cases finds less. */
function fewerCases(reports: readonly NamedReport[]): readonly string[] {
  const all = new Set(reports.flatMap(({ report }) => report.selected)).size;
  return reports.flatMap(({ name, report: { selected } }) =>
    selected.length === all
      ? []
      : [`${name} selected only ${selected.length} of the ${count(all, 'case')}`],
  );
}

function otherVersions(reports: readonly NamedReport[]): readonly string[] {
  const tools = new Set(reports.map(({ report }) => report.versions.tool));
  return tools.size === 1
    ? []
    : [
        `different versions of rooms-conformance wrote the reports (${[...tools].join(', ')}), so the suite may have changed, not the server`,
      ];
}

function otherProfiles(reports: readonly NamedReport[]): readonly string[] {
  const names = new Set(reports.map(({ report }) => report.profile?.name ?? 'none'));
  return names.size === 1
    ? []
    : [
        `the reports were judged by different profiles (${[...names].join(', ')}), so a requirement may have changed, not the server`,
      ];
}

/** A property that searched less far, or from another seed, may have found less. */
function otherSearches(reports: readonly NamedReport[]): readonly string[] {
  const properties = reports.flatMap(({ report }) =>
    report.outcomes.filter((outcome) => outcome.searched !== undefined),
  );
  const ways = new Set(
    reports.map(({ report: { seed, search } }) => JSON.stringify([seed, search])),
  );
  return ways.size === 1 || properties.every((outcome) => outcome.verdict === 'passed')
    ? []
    : [
        'the properties searched with different seeds or limits, so they may have found different failures',
      ];
}
