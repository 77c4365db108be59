import { isNickname } from '../../../harness/document/ids.ts';
import { isObject } from '../../../harness/document/json.ts';
import { didYouMean } from '../../../harness/document/nearest.ts';
import type { BareExample, Example, ExampleDocument, ExchangeExample } from '../example.ts';
import { isPlaceholder } from '../text/placeholder.ts';
import { type Finding, finding, type RuleId } from './finding.ts';
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
export function judgeDocument(document: ExampleDocument, given: JudgeRules): JudgedDocument {
  const rules = { ...given, speaksOfMatrix: /matrix/i.test(document.text) };
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
  const shown = shownRefusals(responses);
  const meant = (found: readonly Finding[]): readonly Finding[] =>
    found.filter(({ rule }) => !isMeant(rule, shown));
  if (resolved.kind === 'none') return { example, of: null, findings: meant(resolved.findings) };
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
      ...meant([
        ...resolved.findings,
        ...judgeRequest({ request, operation, matched, target }, rules, text),
      ]),
      ...responses.flatMap((response) => judgeResponse({ ...answered, response }, rules, text)),
    ],
  };
}

/** The statuses of the errors that an example shows; null where it shows a success, or nothing. */
function shownRefusals(responses: ExchangeExample['responses']): ReadonlySet<number> | null {
  const codes = responses.map(({ status, body }) => {
    if (status !== null) return status.code;
    const value = body?.kind === 'text' ? shownJson(body.content).value : undefined;
    return isObject(value) && typeof value['errcode'] === 'string' ? unknownError : 200;
  });
  return codes.length > 0 && codes.every((code) => code >= 400) ? new Set(codes) : null;
}

/** The status of an error that shows none. */
const unknownError = 499;

/** Whether a request is wrong so that the example can show what happens then. */
function isMeant(rule: RuleId, shown: ReadonlySet<number> | null): boolean {
  if (shown === null) return false;
  const has = (...codes: readonly number[]): boolean =>
    [...codes, unknownError].some((code) => shown.has(code));
  if (/^(?:body-|missing-body|placeholder-key|near-key|wrong-query)/.test(rule)) return has(400);
  if (/^wrong-(?:path|method|base-path)$/.test(rule)) return has(400, 404, 405);
  return rule === 'no-token' && has(401, 403);
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
