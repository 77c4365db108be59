import { bundledSource, withReadings } from '../../authoring/lint/bundled.ts';
import { lint } from '../../authoring/lint/lint.ts';
import { sentencesOf } from '../../authoring/diff/prose.ts';
import { wrongClients } from '../../clients/catalogue/wrong/index.ts';
import { readingIds } from '../../harness/document/ids.ts';
import { readReadingPage, type Spec } from '../../harness/document/load.ts';
import { bindQuote, locate } from '../../harness/document/pointer.ts';
import type {
  AnnotatedFinding,
  AnnotatedReading,
  AnnotatedRequirement,
  Annotations,
  Named,
} from '../../reports/declarations/annotations.ts';
import { chaptersOf } from '../../reports/page/chapters.ts';
import { catalogue } from '../../selftest/catalogue.ts';
import { scenarios } from '../../suites/clients/index.ts';
import type { RunPlan } from '../run/run-plan.ts';
import { judgesOf } from './judges.ts';

/** Gathers what is known about each place of the bundled declaration. */
export function annotationsOf(run: RunPlan): Annotations {
  const { declaration, profile } = run.spec;
  return {
    chapters: chaptersOf(declaration),
    requirements: requirementsOf(run),
    readings: readingsOf(run.spec),
    findings: findings(),
    sentencesOf,
    profile: profile.name === 'none' ? null : profile.name,
  };
}

function requirementsOf(run: RunPlan): readonly AnnotatedRequirement[] {
  const { register, clients, profile } = run.spec;
  const judges = judgesOf(run);
  const texts = {
    cases: textsOf(run.plan.cases.map(({ id, title }) => [id, title])),
    faults: textsOf(catalogue.map(({ id, summary }) => [id, summary])),
    scenarios: textsOf(scenarios.map(({ id, title }) => [id, title])),
    wrongClients: textsOf(
      Object.entries({ ...wrongClients }).map(([id, one]) => [id, one.summary]),
    ),
  };
  const judgedBy = (id: string) => {
    const of = (key: keyof typeof texts): readonly Named[] =>
      (judges[key].get(id) ?? []).map((name) => ({ id: name, text: texts[key].get(name) ?? '' }));
    return {
      cases: of('cases'),
      faults: of('faults'),
      scenarios: of('scenarios'),
      wrongClients: of('wrongClients'),
    };
  };
  return [
    ...[...register.values()].map((one): AnnotatedRequirement => {
      const ruling = profile.rulings.get(one.id);
      return {
        ...one,
        ...judgedBy(one.id),
        about: 'servers',
        reason: one.unassertable,
        ruling:
          ruling === undefined ? null : `${ruling.change}: ${ruling.statement} (${ruling.section})`,
      };
    }),
    ...[...clients.values()].map((one): AnnotatedRequirement => ({
      ...one,
      ...judgedBy(one.id),
      about: 'clients',
      operation: null,
      reason: null,
      ruling: null,
    })),
  ];
}

const textsOf = (
  all: readonly (readonly [id: string, text: string])[],
): ReadonlyMap<string, string> => new Map(all);

/** The pages of the readings: their titles, their words in the declaration, and what a server may choose. */
const readingsOf = ({ declaration }: Spec): readonly AnnotatedReading[] =>
  readingIds.flatMap((id) => {
    const page = readReadingPage(id) ?? '';
    const title = /^# (.*)$/m.exec(page)?.[1] ?? id;
    const quote = /^> (?!— )(.+)$/m.exec(page)?.[1] ?? '';
    const address = /^> — `(.*)`$/m.exec(page)?.[1] ?? '';
    const place = locate(declaration.raw, address);
    const bound = place === null ? null : bindQuote(place, quote);
    const choices = [...page.matchAll(/^\| `(.*?)` \|/gm)].map(([, choice = '']) => choice);
    const operation = declaration.operations.find(({ nickname }) =>
      address.startsWith(`${nickname}/`),
    );
    return [
      {
        id,
        title,
        quote,
        choices,
        pointer: bound?.pointer ?? null,
        operation: operation?.nickname ?? null,
      },
    ];
  });

function findings(): readonly AnnotatedFinding[] {
  const source = bundledSource();
  return withReadings(lint([source]).findings, source).map((one, i) => ({
    id: `${one.rule} ${i}`,
    pointer: one.pointer,
    operation: null,
    rule: one.rule,
    severity: one.severity,
    message: one.message,
    defect: one.defect?.id ?? null,
    reading: one.defect?.reading ?? '',
  }));
}
