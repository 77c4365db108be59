import type { Paint } from '../reports/paint.ts';
import { labelled } from '../reports/plain.ts';
import type { Case } from '../harness/run/case.ts';
import { groupOf } from '../harness/run/select.ts';
import { gaps } from '../selftest/gaps.ts';
import type { Operation } from '../harness/document/declaration.ts';
import type { Requirement } from '../harness/document/requirements.ts';
import type { RunPlan } from './run-plan.ts';

const column = 17;

/** A requirement: the declaration's words, how it is checked, and by which cases. */
export function requirementText(row: Requirement, { plan }: RunPlan, paint: Paint): string {
  const cases = plan.claims.get(row.id) ?? [];
  const elsewhere = gaps.requirements[row.id];
  return page([
    `${paint('strong', row.id)} · ${row.grade} · ${row.operation ?? 'every operation'}`,
    labelled('', row.statement, 0),
    '',
    ...(row.quote === null
      ? ['  the declaration  does not say this']
      : [labelled('the declaration', quoted(row.quote), column)]),
    ...(row.pointer === null ? [] : [labelled('', row.pointer, column)]),
    labelled('kind', row.kind, column),
    labelled('how it is checked', row.check, column + 2),
    ...(row.unassertable === null ? [] : [labelled('not judged', row.unassertable, column)]),
    ...(elsewhere === undefined ? [] : [labelled('never attributed', elsewhere, column)]),
    ...(cases.length === 0 ? [] : ['', '  cases', ...cases.map((id) => `    ${id}`)]),
  ]);
}

/** A case: what it claims, and how to run it. */
export function caseText(testCase: Case, { spec }: RunPlan, paint: Paint): string {
  const rows = testCase.requires.flatMap((id) => {
    const row = spec.register.get(id);
    return row === undefined ? [] : [summary(row)];
  });
  const needs = testCase.needs ?? [];
  return page([
    paint('strong', testCase.id),
    labelled('', testCase.title, 0),
    '',
    testCase.replay === undefined ? '  judges' : '  searches for violations of',
    ...rows,
    ...(needs.length === 0 ? [] : ['', `  needs ${needs.join(', ')}; skipped with --lacks`]),
    '',
    `  rooms-conformance run --only ${testCase.id}`,
    ...(testCase.replay === undefined ? [] : ['', labelled('', searching, 0)]),
  ]);
}

const searching =
  'A property: it generates sequences of steps from --seed and runs them until one fails, or until --runs or --time is used up. ' +
  'A sequence that fails is made smaller and written to a file, which rooms-conformance replay plays again.';

/** A suite that does not belong to an operation: its cases. */
export function suiteText(name: string, { plan }: RunPlan, paint: Paint): string {
  const cases = plan.cases.filter((testCase) => groupOf(testCase) === name);
  const searches = cases.some(({ replay }) => replay !== undefined);
  return page([
    paint('strong', name),
    ...(searches ? [labelled('', searching, 0)] : []),
    '',
    '  cases',
    ...cases.map(({ id, title }) => `    ${id}\n      ${title}`),
  ]);
}

/** An operation: its request, its responses, its requirements and its cases. */
export function operationText(operation: Operation, { spec, plan }: RunPlan, paint: Paint): string {
  const { nickname, method, path, summary: words, pointer, success, responseMessages } = operation;
  const rows = [...spec.register.values()].filter((row) => row.operation === nickname);
  const cases = plan.cases.filter(({ id }) => id.startsWith(`${nickname}/`));
  const carries = success.kind === 'void' ? 'nothing' : success.model;
  return page([
    `${paint('strong', nickname)} · ${method} ${path}`,
    labelled('', words, 0),
    '',
    labelled('the declaration', pointer, column),
    labelled(
      'success returns',
      success.kind === 'array' ? `a list of ${carries}` : carries,
      column + 2,
    ),
    ...responseMessages.map(({ code, message }) =>
      labelled(`refusal ${code}`, quoted(message), column),
    ),
    '',
    '  requirements',
    ...rows.map(summary),
    '',
    '  cases',
    ...cases.map(({ id, title }) => `    ${id}\n      ${title}`),
  ]);
}

const summary = ({ id, grade, statement }: Requirement): string =>
  labelled(`${id.padEnd(10)} ${grade}`, statement, 23, '    ');

const quoted = (words: string): string => (words.includes('"') ? words : `"${words}"`);

const page = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
