import { isObject, stringAt } from '../../../harness/document/json.ts';
import type { Answer } from '../../../harness/wire/exchange.ts';
import type { ExampleResponse, ExchangeExample } from '../example.ts';
import { type Finding, finding } from '../judge/finding.ts';
import type { JudgedExample } from '../judge/judge.ts';
import type { JudgeRules } from '../judge/rules-of.ts';
import { shownJson } from '../judge/shown-json.ts';
import type { Bindings } from './bindings.ts';
import { compare, type Difference } from './difference.ts';
import { differenceFinding } from './difference-finding.ts';
import type { PlayedExample } from './played.ts';

/** Compares what a target answered with what the example shows. */
export function judgeAnswer(
  one: JudgedExample,
  example: ExchangeExample,
  answer: Answer,
  rules: JudgeRules,
  bindings: Bindings,
): PlayedExample {
  const { request, responses } = example;
  const isRefused = answer.status >= 400;
  const shown = responses.find((response) => isError(response) === isRefused) ?? null;
  const operation =
    rules.spec.declaration.operations.find(({ nickname }) => nickname === one.of) ?? null;
  const rest = { operation: operation?.nickname ?? null };
  const found: Finding[] = [];
  const isWrong = one.findings.some(({ severity }) => severity === 'error');
  if (shown === null && isRefused) {
    const error =
      answer.body.json.ok && isObject(answer.body.json.value) ? answer.body.json.value : {};
    const words = `${answer.status} ${stringAt(error, 'errcode')} ${JSON.stringify(stringAt(error, 'error'))}`;
    if (one.of === null && /UNRECOGNIZED|^404 /.test(words)) {
      const why = `This was not played: the target does not serve it (${words}).`;
      const told = finding('not-played', request.span, why, rest);
      return {
        ...one,
        findings: [...one.findings, told],
        outcome: 'not played',
        status: answer.status,
        compared: null,
      };
    }
    found.push(
      isWrong
        ? finding(
            'not-played',
            request.span,
            `The target refused it with ${words}, as it may: the example is wrong.`,
            rest,
          )
        : finding(
            'refused',
            request.span,
            `The target refused this request with ${words}. ${one.of === null ? 'It is not one of this API' : 'It is right by the declaration'}: does the document make what it needs before it?`,
            {
              ...rest,
              received: words,
            },
          ),
    );
    return {
      ...one,
      findings: [...one.findings, ...found],
      outcome: isWrong ? 'not played' : 'refused',
      status: answer.status,
      compared: null,
    };
  }
  const status = (shown ?? responses[0])?.status ?? null;
  if (status !== null && status.code !== answer.status)
    found.push(
      finding(
        'played-status',
        status.span,
        `The example shows ${status.code}, and the target answered ${answer.status}.`,
        {
          ...rest,
          expected: String(answer.status),
          received: String(status.code),
          suggestion: { span: status.span, text: String(answer.status) },
        },
      ),
    );
  if (shown === null && responses.length > 0 && status === null)
    found.push(
      finding(
        'played-status',
        responses[0]?.span ?? request.span,
        `The example shows an error, and the target answered ${answer.status}.`,
        rest,
      ),
    );
  const compared = shown === null ? null : compareWith(shown, answer, one, bindings);
  for (const difference of compared?.differences ?? []) {
    const isVoid = operation?.success.kind === 'void' && !isRefused;
    // What a void success carries, and the words of an error, are the target's own.
    if (isVoid || (isRefused && difference.key === null && difference.pointer === '/error'))
      continue;
    found.push(differenceFinding(difference, shown, one, rules));
  }
  return {
    ...one,
    findings: [...one.findings, ...found],
    outcome: found.length === 0 ? 'as shown' : 'different',
    status: answer.status,
    compared:
      compared === null || shown === null
        ? null
        : { response: shown, answer, differences: compared.differences },
  };
}

const isError = ({ status, body }: ExampleResponse): boolean => {
  if (status !== null) return status.code >= 400;
  const value = body?.kind === 'text' ? shownJson(body.content).value : undefined;
  return isObject(value) && typeof value['errcode'] === 'string';
};

function compareWith(
  shown: ExampleResponse,
  { body }: Answer,
  one: JudgedExample,
  bindings: Bindings,
): { readonly differences: readonly Difference[] } | null {
  if (shown.body?.kind !== 'text' || !body.json.ok) return null;
  const { root } = shownJson(shown.body.content).read;
  if (root === null) return null;
  // A key is missing in the document where the judge of documents says so.
  const missing = new Set(
    one.findings
      .filter(({ rule }) => rule === 'response-shape' || rule === 'error-shape')
      .map(({ pointer }) => pointer),
  );
  return {
    differences: compare(root, body.json.value, bindings, (pointer) => missing.has(pointer)),
  };
}
