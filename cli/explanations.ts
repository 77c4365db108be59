import type { Paint } from '../reports/paint.ts';
import { labelled } from '../reports/plain.ts';
import type { Case } from '../harness/run/case.ts';
import { groupOf } from '../harness/run/select.ts';
import { requirementGaps } from '../selftest/gaps.ts';
import type { Operation } from '../harness/document/declaration.ts';
import type { Requirement } from '../harness/document/requirements.ts';
import type { Question } from './question.ts';

const column = 17;

/** A requirement: whose words, how it is checked, by which cases. */
export function requirementText(row: Requirement, { plan }: Question, paint: Paint): string {
  const cases = plan.claims.get(row.id) ?? [];
  const elsewhere = requirementGaps[row.id];
  return page([
    `${paint('strong', row.id)} · ${row.grade} · ${row.operation ?? 'every operation'}`,
    labelled('', row.statement, 0),
    '',
    ...(row.quote === null
      ? ['  the declaration  has no words for this']
      : [labelled('the declaration', quoted(row.quote), column)]),
    ...(row.pointer === null ? [] : [labelled('', row.pointer, column)]),
    labelled('kind', row.kind, column),
    labelled('how it is checked', row.check, column + 2),
    ...(row.unassertable === null ? [] : [labelled('not judged', row.unassertable, column)]),
    ...(elsewhere === undefined ? [] : [labelled('never blamed', elsewhere, column)]),
    ...(cases.length === 0 ? [] : ['', '  cases', ...cases.map((id) => `    ${id}`)]),
  ]);
}

/** A case: what it claims, and how to run it. */
export function caseText(testCase: Case, { spec }: Question, paint: Paint): string {
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
  'A property: series of steps are drawn from --seed and played until one fails, or --runs or --time are used up. ' +
  'What fails is made smaller and written to a file, which rooms-conformance replay plays again.';

/** A suite that is no operation's: its cases. */
export function suiteText(name: string, { plan }: Question, paint: Paint): string {
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

/** An operation: how it is asked, what it owes, and how many cases there are. */
export function operationText(
  operation: Operation,
  { spec, plan }: Question,
  paint: Paint,
): string {
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
      'a success carries',
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
