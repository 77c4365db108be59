import { type DocumentError, documentError, type Finding } from '../../mock/documents/index.ts';
import { actionsOf } from '../../mock/rules/check.ts';
import type { RuleDocument } from '../../mock/rules/document.ts';
import { readRules } from '../../mock/rules/read.ts';

/**
 * Reads a file of rules for a proxy.
 * @param file its name in messages
 * @throws DocumentError also for rules that only a mock can carry out
 */
export function readProxyRules(file: string, text: string): readonly RuleDocument[] {
  const document = readRules(file, text);
  const findings = document.rules.flatMap((rule, index) => findingsIn(rule, `/rules/${index}`));
  if (findings.length > 0) throw errorOf(document, findings);
  return document.rules;
}

const errorOf = (document: object, findings: readonly Finding[]): DocumentError =>
  documentError(document, findings);

function findingsIn(rule: RuleDocument, pointer: string): readonly Finding[] {
  const isList = Array.isArray(rule.then);
  const room = rule.when?.room;
  return [
    ...(room === undefined || /^[!#]/.test(room)
      ? []
      : [
          {
            pointer: `${pointer}/when/room`,
            message: `a proxy has no state document that could call a room ${JSON.stringify(room)}; write its id or its alias`,
          },
        ]),
    ...actionsOf(rule).flatMap((action, index) =>
      typeof action === 'string' || action.fault === undefined
        ? []
        : [
            {
              pointer: isList ? `${pointer}/then/${index}/fault` : `${pointer}/then/fault`,
              message:
                'fault changes the server that the mock has inside, and a proxy has none; use it with the command mock',
            },
          ],
    ),
  ];
}
