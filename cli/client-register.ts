import type {
  ClientRegister,
  ClientRequirement,
  Evidence,
} from '../harness/document/client-requirements.ts';
import type { ClientRequirementId } from '../harness/document/ids.ts';
import { type Grade, grades } from '../harness/document/requirements.ts';
import {
  type Block,
  command,
  heading,
  indented,
  list,
  paragraph,
  row,
  rows,
  stack,
  toned,
} from '../reports/document/document.ts';
import { printText } from '../reports/document/text.ts';
import { type Paint, unpainted } from '../reports/paint.ts';
import { count, some } from '../reports/plain.ts';
import { inQuotes } from '../reports/sections/failure.ts';

const shownBy: Readonly<Record<Evidence, string>> = {
  request: 'each request by itself',
  history: 'requests together with earlier ones and their answers',
  driver: 'only a program that drives the client',
};

/** What is played with a client, as far as it concerns the one who reads about it. */
export interface Judging {
  readonly id: string;
  readonly title: string;
  readonly requires: readonly ClientRequirementId[];
  /** The same without what this one is about; null for none. */
  readonly control: string | null;
  /** Whether it draws series of what users do. */
  readonly isSearch: boolean;
}

/** A client with one thing wrong, by which the scenarios are tested. */
export interface Breaking {
  readonly id: string;
  readonly summary: string;
  readonly violates: readonly ClientRequirementId[];
}

/** A requirement of clients: the declaration's words, how it is checked, what judges it, and which wrong clients violate it. */
export function clientText(
  one: ClientRequirement,
  judging: readonly Judging[],
  breaking: readonly Breaking[],
  paint: Paint,
): string {
  const words = one.quote === null ? 'does not say this' : inQuotes(one.quote);
  const scenarios = judging.filter(({ requires }) => requires.includes(one.id));
  const wrong = breaking.filter(({ violates }) => violates.includes(one.id));
  return printText(
    [
      stack([
        heading(1, [toned('strong', one.id), ` · ${one.grade} · clients`]),
        indented([paragraph(one.statement)]),
      ]),
      indented([
        rows(
          [
            row('the declaration', words),
            ...(one.pointer === null ? [] : [row('', one.pointer)]),
            row('kind', one.kind),
            row('how it is checked', one.check),
            row('shown by', shownBy[one.shownBy]),
            ...(one.shownBy === 'driver'
              ? []
              : [row('judged in', 'every scenario, by the requests that the client sends')]),
          ],
          19,
        ),
      ]),
      ...named('scenarios', scenarios),
      ...named(
        'clients that violate it, which the scenarios are tested with',
        wrong.map(({ id, summary }) => ({ id, title: summary })),
      ),
    ],
    paint,
  );
}

/** A heading, and below it ids with a sentence each; nothing for none. */
const named = (
  title: string,
  items: readonly { readonly id: string; readonly title: string }[],
): readonly Block[] =>
  items.length === 0
    ? []
    : [
        stack(
          [
            paragraph(title),
            indented([
              list(items.map((item) => ({ line: item.id, blocks: [paragraph(item.title)] }))),
            ]),
          ],
          2,
        ),
      ];

/** A scenario: what it judges, what it rests on, and how to play it. */
export function scenarioText(
  { id, title, requires, control, isSearch }: Judging,
  register: ClientRegister,
  paint: Paint,
): string {
  const judged = requires.flatMap((one) => register.get(one) ?? []);
  return printText(
    [
      stack([heading(1, toned('strong', id)), indented([paragraph(title)])]),
      ...judged.map((one) =>
        indented([
          rows(
            [
              row(`${one.id} ${one.grade}`, one.statement),
              row(
                'the declaration',
                one.quote === null ? 'does not say this' : inQuotes(one.quote),
              ),
            ],
            21,
          ),
        ]),
      ),
      indented([
        paragraph(
          control === null
            ? 'Every request that the client sends meanwhile is judged as well.'
            : `Every request that the client sends meanwhile is judged as well. Where ${control} does not pass, this says nothing.`,
        ),
      ]),
      ...(isSearch ? [indented([paragraph(searching)])] : []),
      indented([rows([command('', `rooms-conformance client --only ${id} -- COMMAND`)], 0)]),
    ],
    paint,
  );
}

const searching =
  'It draws series of what users do from --seed, and plays them until one fails or --runs is used up. A series that ' +
  'fails is made smaller and written to a file, which rooms-conformance replay plays again.';

/** The register of clients, a row for each requirement, and what is played. */
export function clientList(
  requirements: readonly ClientRequirement[],
  judging: readonly Judging[],
  paint: Paint,
): string {
  const all = requirements.toSorted((a, b) => a.id.localeCompare(b.id));
  const searches = judging.filter(({ isSearch }) => isSearch).length;
  const scenarios = count(judging.length - searches, 'scenario');
  return printText(
    [
      rows(
        all.map(({ id, grade, statement }) => row(`${id} ${grade}`, statement)),
        23,
      ),
      list(
        judging.map(({ id, title, requires }) => ({
          line: toned('strong', id),
          blocks: [paragraph(title), paragraph(toned('quiet', requires.join(', ')))],
        })),
      ),
      paragraph(
        `${count(all.length, 'requirement of clients', 'requirements of clients')}, ${scenarios}, ${count(searches, 'property that draws series', 'properties that draw series')}`,
      ),
    ],
    paint,
  );
}

/** What can be judged of clients. */
interface ClientCoverage {
  /** How many requirements of each grade each kind of evidence shows. */
  readonly grades: Readonly<Record<Grade, Readonly<Record<Evidence, number>>>>;
  readonly requirements: readonly {
    readonly id: ClientRequirementId;
    readonly grade: Grade;
    readonly shownBy: Evidence;
    /** What is played that judges it by what the client says or shows. */
    readonly scenarios: readonly string[];
  }[];
}

/** Sorts the register of clients by what shows each requirement. */
export function clientCoverage(
  register: ClientRegister,
  judging: readonly Judging[],
): ClientCoverage {
  const requirements = [...register.values()]
    .map(({ id, grade, shownBy: evidence }) => ({
      id,
      grade,
      shownBy: evidence,
      scenarios: judging.filter(({ requires }) => requires.includes(id)).map((one) => one.id),
    }))
    .toSorted((a, b) => a.id.localeCompare(b.id));
  const of = (grade: Grade): Readonly<Record<Evidence, number>> => {
    const number = (evidence: Evidence): number =>
      requirements.filter((one) => one.grade === grade && one.shownBy === evidence).length;
    return { request: number('request'), history: number('history'), driver: number('driver') };
  };
  return {
    grades: {
      documented: of('documented'),
      disputed: of('disputed'),
      implied: of('implied'),
      convention: of('convention'),
    },
    requirements,
  };
}

/** What judges a requirement, in a line. */
function judgedBy({
  shownBy: evidence,
  scenarios,
}: ClientCoverage['requirements'][number]): string {
  const names = scenarios.length === 0 ? [] : [some(scenarios, 3)];
  const requests = evidence === 'driver' ? [] : [shownBy[evidence]];
  return [...requests, ...names].join('; ');
}

/** The coverage of clients as text: a row for each requirement, then the counts. */
export function clientCoverageText({ grades: counts, requirements }: ClientCoverage): string {
  const observed = requirements.filter((one) => one.shownBy !== 'driver').length;
  return printText(
    [
      rows(
        requirements.map((one) => row(one.id, judgedBy(one))),
        12,
      ),
      rows(
        grades.map((grade) => {
          const { request, history, driver } = counts[grade];
          return row(grade, `${request} by request, ${history} by history, ${driver} by a driver`);
        }),
        12,
      ),
      paragraph(
        `${observed} of ${count(requirements.length, 'requirement')} can be judged by observing a client; the others need a driver`,
      ),
    ],
    unpainted,
  );
}
