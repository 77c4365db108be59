import { isNickname } from '../../../harness/document/ids.ts';
import { didYouMean } from '../../../harness/document/nearest.ts';
import type { BareExample, Example, ExampleDocument, ExchangeExample } from '../example.ts';
import { isPlaceholder } from '../text/placeholder.ts';
import { type Finding, finding } from './finding.ts';
import { mismatchFinding, shownMismatches, textFindings } from './judge-json.ts';
import { judgeBody } from './judge-body.ts';
import { judgeRequest } from './judge-request.ts';
import { judgeResponse } from './judge-response.ts';
import { resolve } from './resolve.ts';
import type { JudgeRules } from './rules-of.ts';
import { shownJson } from './shown-json.ts';

/** An example, and what was found. */
export interface JudgedExample {
  readonly example: Example;
  /** The nickname of its operation, or its model; null where it is not of this API. */
  readonly of: string | null;
  readonly findings: readonly Finding[];
}

/** A document, and what was found in it. */
export interface JudgedDocument {
  readonly document: ExampleDocument;
  readonly examples: readonly JudgedExample[];
  /** Of the document, and of none of its examples. */
  readonly findings: readonly Finding[];
}

/** Judges every example of a document. */
export function judgeDocument(document: ExampleDocument, rules: JudgeRules): JudgedDocument {
  const marks = document.marks.map((mark) => {
    const message =
      mark.kind === 'unknown'
        ? `rooms-conformance: ${mark.text.slice(0, 60)} says nothing. A mark is ignore, request OPERATION, response OPERATION [STATUS] or model MODEL.`
        : 'No block of code follows this mark that it could be about.';
    return finding('unknown-mark', mark.span, message);
  });
  const problem =
    document.problem === null
      ? []
      : [finding('unreadable', document.problem.span, document.problem.what)];
  return {
    document,
    examples: document.examples.map((example) =>
      example.kind === 'exchange'
        ? judgeExchange(example, rules, document.text)
        : judgeBare(example, rules, document.text),
    ),
    findings: [
      ...problem,
      ...marks,
      ...document.slips.map(({ what, span, suggestion }) =>
        finding('wrong-quoting', span, what, { suggestion }),
      ),
    ],
  };
}

function judgeExchange(example: ExchangeExample, rules: JudgeRules, text: string): JudgedExample {
  const { request, responses } = example;
  const resolved = resolve(request, rules);
  if (resolved.kind === 'none') return { example, of: null, findings: resolved.findings };
  const { operation, matched, target } = resolved;
  const body = request.body?.kind === 'text' ? shownJson(request.body.content).value : undefined;
  const room = matched.parameters['roomId'] ?? '';
  const answered = {
    operation,
    asked: body,
    room: /^![^:<>${}]+:\S+$/.test(room) && !isPlaceholder(room) ? room : null,
  };
  return {
    example,
    of: operation.nickname,
    findings: [
      ...resolved.findings,
      ...judgeRequest({ request, operation, matched, target }, rules, text),
      ...responses.flatMap((response) => judgeResponse({ ...answered, response }, rules, text)),
    ],
  };
}

/** Judges a body of which the author said what it is. */
function judgeBare(example: BareExample, rules: JudgeRules, text: string): JudgedExample {
  const { side, name, nameSpan, content, span, status } = example;
  const { declaration } = rules.spec;
  const unknown = (what: string, names: Iterable<string>): JudgedExample => ({
    example,
    of: null,
    findings: [
      finding(
        'unknown-mark',
        nameSpan,
        `There is no ${what} ${name}${didYouMean(name, names)}`.replace(/([^?])$/, '$1.'),
      ),
    ],
  });
  if (side === 'model') {
    if (!declaration.models.has(name)) return unknown('model', declaration.models.keys());
    const json = shownJson(content);
    const found = [...textFindings(json, 'body-not-json', {})];
    if (json.read.root !== null && json.read.root.kind !== 'elided')
      for (const mismatch of shownMismatches(rules.shapes.model(name, json.value), json)) {
        const requirement = rules.owner(mismatch.pointer);
        const rule = mismatch.expected.startsWith('a key ') ? 'body-key' : 'body-value';
        found.push(
          mismatchFinding(mismatch, rule, json, rules, text, { operation: null, requirement }),
        );
      }
    return { example, of: name, findings: found };
  }
  const operation = declaration.operations.find(({ nickname }) => nickname === name);
  if (operation === undefined || !isNickname(name))
    return unknown(
      'operation',
      declaration.operations.map(({ nickname }) => nickname),
    );
  if (side === 'request')
    return { example, of: name, findings: judgeBody(content, operation, rules, text) };
  const response = {
    kind: 'response',
    status: status === null ? null : { code: status, span: nameSpan },
    headers: [],
    body: { kind: 'text', content, quoted: null },
    span,
    sure: true,
    json: true,
  } as const;
  return {
    example,
    of: name,
    findings: judgeResponse({ operation, asked: undefined, room: null, response }, rules, text),
  };
}
