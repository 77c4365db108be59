import type {
  ClientRegister,
  ClientRequirement,
  Evidence,
} from '../harness/document/client-requirements.ts';
import type { ClientRequirementId } from '../harness/document/ids.ts';
import { type Grade, grades } from '../harness/document/requirements.ts';
import {
  heading,
  indented,
  paragraph,
  row,
  rows,
  stack,
  toned,
} from '../reports/document/document.ts';
import { printText } from '../reports/document/text.ts';
import { type Paint, unpainted } from '../reports/paint.ts';
import { count } from '../reports/plain.ts';
import { inQuotes } from '../reports/sections/failure.ts';

const shownBy: Readonly<Record<Evidence, string>> = {
  request: 'each request by itself',
  history: 'requests together with earlier ones and their answers',
  driver: 'only a program that drives the client',
};

/** A requirement of clients: the declaration's words, how it is checked, and what shows it. */
export function clientText(one: ClientRequirement, paint: Paint): string {
  const words = one.quote === null ? 'does not say this' : inQuotes(one.quote);
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
          ],
          19,
        ),
      ]),
    ],
    paint,
  );
}

/** The register of clients: a row for each requirement. */
export function clientList(register: ClientRegister, paint: Paint): string {
  const all = [...register.values()].toSorted((a, b) => a.id.localeCompare(b.id));
  return printText(
    [
      rows(
        all.map(({ id, grade, statement }) => row(`${id} ${grade}`, statement)),
        23,
      ),
      paragraph(count(all.length, 'requirement of clients', 'requirements of clients')),
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
  }[];
}

/** Sorts the register of clients by what shows each requirement. */
export function clientCoverage(register: ClientRegister): ClientCoverage {
  const requirements = [...register.values()]
    .map(({ id, grade, shownBy: evidence }) => ({ id, grade, shownBy: evidence }))
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

/** The coverage of clients as text: a row for each requirement, then the counts. */
export function clientCoverageText({ grades: counts, requirements }: ClientCoverage): string {
  const observed = requirements.filter((one) => one.shownBy !== 'driver').length;
  return printText(
    [
      rows(
        requirements.map((one) => row(one.id, shownBy[one.shownBy])),
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
