import {
  type Block,
  command,
  heading,
  indented,
  list,
  paragraph,
  type Row,
  row,
  rows,
  stack,
  toned,
} from '../reports/document/document.ts';
import { printText } from '../reports/document/text.ts';
import type { Paint } from '../reports/paint.ts';
import { inQuotes } from '../reports/sections/failure.ts';
import type { Case } from '../harness/run/case.ts';
import { groupOf } from '../harness/run/select.ts';
import { gaps } from '../selftest/gaps.ts';
import type { Operation } from '../harness/document/declaration.ts';
import { loadProfile } from '../harness/document/load.ts';
import { type Profile, profileNames } from '../harness/document/profile.ts';
import type { Requirement } from '../harness/document/requirements.ts';
import type { RunPlan } from './run/run-plan.ts';

/** A requirement: the declaration's words, how it is checked, and by which cases. */
export function requirementText(one: Requirement, { plan, spec }: RunPlan, paint: Paint): string {
  const cases = plan.claims.get(one.id) ?? [];
  const elsewhere = gaps.requirements[one.id];
  const words = one.quote === null ? 'does not say this' : inQuotes(one.quote);
  return page(
    [
      ...title(one.id, ` · ${one.grade} · ${one.operation ?? 'every operation'}`, one.statement),
      facts([
        row('the declaration', words),
        ...(one.pointer === null ? [] : [row('', one.pointer)]),
        row('kind', one.kind),
        row('how it is checked', one.check),
        ...(one.unassertable === null ? [] : [row('not judged', one.unassertable)]),
        ...profileNames.flatMap((name) => rulingRows(loadProfile(name, spec.register), one)),
        ...(elsewhere === undefined ? [] : [row('never attributed', elsewhere)]),
      ]),
      ...section('cases', cases.length === 0 ? [] : [list(cases.map((id) => ({ line: id })))]),
    ],
    paint,
  );
}

/** What a profile says about a requirement; nothing where it is as the declaration has it. */
function rulingRows({ name, rulings }: Profile, { id }: Requirement): readonly Row[] {
  const ruling = rulings.get(id);
  if (ruling === undefined) return [];
  const { change, statement, section } = ruling;
  return [row(`--profile ${name}`, `${change}: ${statement}`), row('', section)];
}

/** A case: what it claims, and how to run it. */
export function caseText(testCase: Case, { spec }: RunPlan, paint: Paint): string {
  const claimed = testCase.requires.flatMap((id) => spec.register.get(id) ?? []);
  const needs = testCase.needs ?? [];
  const isProperty = testCase.replay !== undefined;
  return page(
    [
      ...title(testCase.id, '', testCase.title),
      ...section(isProperty ? 'searches for violations of' : 'judges', [requirements(claimed)]),
      ...(needs.length === 0
        ? []
        : [indented([paragraph(`needs ${needs.join(', ')}; skipped with --lacks`)])]),
      indented([rows([command('', `rooms-conformance run --only ${testCase.id}`)], 0)]),
      ...(isProperty ? [indented([paragraph(searching)])] : []),
    ],
    paint,
  );
}

const searching =
  'A property: it generates sequences of steps from --seed and runs them until one fails, or until --runs or --time is used up. ' +
  'A sequence that fails is made smaller and written to a file, which rooms-conformance replay plays again.';

/** A suite that does not belong to an operation: its cases. */
export function suiteText(name: string, { plan }: RunPlan, paint: Paint): string {
  const cases = plan.cases.filter((testCase) => groupOf(testCase) === name);
  const searches = cases.some(({ replay }) => replay !== undefined);
  return page([...title(name, '', searches ? searching : null), ...titled(cases)], paint);
}

/** An operation: its request, its responses, its requirements and its cases. */
export function operationText(operation: Operation, { spec, plan }: RunPlan, paint: Paint): string {
  const { nickname, method, path, summary, pointer, success, responseMessages } = operation;
  const own = [...spec.register.values()].filter((one) => one.operation === nickname);
  const cases = plan.cases.filter(({ id }) => id.startsWith(`${nickname}/`));
  const carries = success.kind === 'void' ? 'nothing' : success.model;
  return page(
    [
      ...title(nickname, ` · ${method} ${path}`, summary),
      facts([
        row('the declaration', pointer),
        row('success returns', success.kind === 'array' ? `a list of ${carries}` : carries),
        ...responseMessages.map(({ code, message }) => row(`refusal ${code}`, inQuotes(message))),
      ]),
      ...section('requirements', [requirements(own)]),
      ...titled(cases),
    ],
    paint,
  );
}

const page = (blocks: readonly Block[], paint: Paint): string => printText(blocks, paint);

const title = (name: string, more: string, sentence: string | null): readonly Block[] => [
  stack([
    heading(1, [toned('strong', name), more]),
    ...(sentence === null ? [] : [indented([paragraph(sentence)])]),
  ]),
];

const facts = (all: readonly Row[]): Block => indented([rows(all, 19)]);

const section = (name: string, blocks: readonly Block[]): readonly Block[] =>
  blocks.length === 0 ? [] : [stack([paragraph(name), indented(blocks)], 2)];

const requirements = (all: readonly Requirement[]): Block =>
  rows(
    all.map(({ id, grade, statement }) => row(`${id.padEnd(10)} ${grade}`, statement)),
    23,
  );

const titled = (cases: readonly Case[]): readonly Block[] =>
  section('cases', [
    list(cases.map(({ id, title: text }) => ({ line: id, blocks: [paragraph(text)] }))),
  ]);
