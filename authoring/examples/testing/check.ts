import { loadSpec } from '../../../harness/document/load.ts';
import type { Finding } from '../judge/finding.ts';
import { judgeDocument, type JudgedDocument } from '../judge/judge.ts';
import { judgeRulesOf } from '../judge/rules-of.ts';
import { formatOf } from '../document-format.ts';
import { readDocument } from '../read-document.ts';

export const rules = judgeRulesOf(loadSpec());

/** Judges a text as a document of some name. */
export const judge = (
  name: string,
  text: string,
  files: Readonly<Record<string, string>> = {},
  model: string | null = null,
): JudgedDocument =>
  judgeDocument(
    readDocument(name, text, {
      format: formatOf(name) ?? 'markdown',
      model,
      readBeside: (path) => files[path] ?? null,
    }),
    rules,
  );

/** All findings of a document. */
export const allFindings = ({ examples, findings }: JudgedDocument): readonly Finding[] => [
  ...findings,
  ...examples.flatMap((one) => one.findings),
];

/** The findings that say that something is wrong. */
export const weighty = (judged: JudgedDocument): readonly Finding[] =>
  allFindings(judged).filter(({ severity }) => severity !== 'info');
