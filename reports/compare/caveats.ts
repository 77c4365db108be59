import type { NamedReport } from '../merge.ts';
import { count } from '../plain.ts';

/** Why reports tell less beside each other than they seem to, a sentence each. */
export const caveatsOf = (reports: readonly NamedReport[]): readonly string[] => [
  ...reports.flatMap(unfinished),
  ...fewer(reports),
  ...versions(reports),
  ...searches(reports),
];

function unfinished({ name, report }: NamedReport): readonly string[] {
  const { shard, ended, outcomes, selected } = report;
  const how = ended === 'bailed' ? 'stopped at its first violation' : 'was interrupted';
  const after = `${outcomes.length} of ${count(selected.length, 'case')}`;
  return [
    ...(shard === null
      ? []
      : [`${name} is part ${shard.index} of ${shard.of} of a run; merge puts the parts together`]),
    ...(ended === 'whole' ? [] : [`${name} ${how}, after ${after}`]),
  ];
}

/** A run that asks less than another one finds less, too. */
function fewer(reports: readonly NamedReport[]): readonly string[] {
  const all = new Set(reports.flatMap(({ report }) => report.selected)).size;
  return reports.flatMap(({ name, report: { selected } }) =>
    selected.length === all
      ? []
      : [`${name} asked only ${selected.length} of the ${count(all, 'case')}`],
  );
}

function versions(reports: readonly NamedReport[]): readonly string[] {
  const tools = new Set(reports.map(({ report }) => report.versions.tool));
  return tools.size === 1
    ? []
    : [
        `written by several versions of rooms-conformance (${[...tools].join(', ')}): what changed may be the suite`,
      ];
}

/** A property that searched less far, or elsewhere, may have found less. */
function searches(reports: readonly NamedReport[]): readonly string[] {
  const properties = reports.flatMap(({ report }) =>
    report.outcomes.filter((outcome) => outcome.searched !== undefined),
  );
  const ways = new Set(
    reports.map(({ report: { seed, search } }) => JSON.stringify([seed, search])),
  );
  return ways.size === 1 || properties.every((outcome) => outcome.verdict === 'passed')
    ? []
    : [
        'the properties searched from different seeds, or not equally far: what they find may differ',
      ];
}
