import type { Model, Operation } from '../../../harness/document/declaration.ts';
import { isObject } from '../../../harness/document/json.ts';
import { centralKeys, feedbackTypes } from '../../../harness/traffic/body.ts';
import { type Mapped, spanOf } from '../text/mapped.ts';
import { type Finding, finding } from './finding.ts';
import { mismatchFinding, shownMismatches, textFindings } from './judge-json.ts';
import { nearKeys } from './near-keys.ts';
import { clientSource, type JudgeRules, wordsAt } from './rules-of.ts';
import { type ShownJson, shownJson } from './shown-json.ts';

/** The parameter that is the body of an operation; undefined where it declares none. */
export const bodyOf = ({ parameters }: Operation) => parameters.find((one) => one.in === 'body');

/** Judges the body of a request of an operation. */
export function judgeBody(
  content: Mapped,
  operation: Operation,
  rules: JudgeRules,
  document: string,
): readonly Finding[] {
  const { nickname } = operation;
  const json = shownJson(content);
  if (content.text.trim() === '') return [];
  const text = textFindings(json, 'body-not-json', {
    ...clientSource(rules, 'CLIENT-04'),
    operation: nickname,
  });
  const parameter = bodyOf(operation);
  const model =
    parameter === undefined ? undefined : rules.spec.declaration.models.get(parameter.type);
  const { root } = json.read;
  if (model === undefined || root === null || root.kind === 'elided') return text;
  if (!isObject(json.value)) {
    const message = `The body is ${root.kind === 'array' ? 'an array' : 'no object'}. A JSON object is required.`;
    const more = {
      ...clientSource(rules, 'CLIENT-04'),
      operation: nickname,
      pointer: '',
      expected: 'an object',
      received: content.text.slice(0, 60),
    };
    return [...text, finding('body-value', json.spanAt(''), message, more)];
  }
  const findings = [
    ...placeholderKeys(json, model, operation, rules),
    ...shapeFindings(json, operation, rules, document),
  ];
  const said = findings.flatMap(({ span }) => span.start);
  const near = nearKeys(model, json, document, { operation: nickname, requirement: 'CLIENT-04' });
  return [...text, ...findings, ...near.filter(({ span }) => !said.includes(span.start))];
}

function placeholderKeys(
  json: ShownJson,
  model: Model,
  { nickname }: Operation,
  rules: JudgeRules,
): readonly Finding[] {
  const { root } = json.read;
  if (root?.kind !== 'object') return [];
  return model.placeholders.flatMap(({ name, pointer, description }) => {
    const entry = root.entries.find(({ key }) => key === name);
    if (entry === undefined) return [];
    const message = `The body has the key ${name}, which stands for other keys in the declaration.`;
    return [
      finding('placeholder-key', spanOf(json.content, entry.start, entry.end), message, {
        ...clientSource(rules, 'CLIENT-09'),
        operation: nickname,
        pointer: `/${name}`,
        quote: description,
        declared: pointer,
        received: name,
      }),
    ];
  });
}

/** What the model asks for, and what its texts ask for beside it. */
function shapeFindings(
  json: ShownJson,
  operation: Operation,
  rules: JudgeRules,
  document: string,
): readonly Finding[] {
  const { nickname } = operation;
  const value = isObject(json.value) ? json.value : {};
  const mismatches = shownMismatches(rules.shapes.request(operation, value), json)
    // A ban is a membership, though the list of values forgets it.
    .filter(
      ({ pointer }) =>
        !(pointer === '/models/Member/properties/membership/enum' && value['membership'] === 'ban'),
    );
  const rest = { operation: nickname, requirement: 'CLIENT-04' } as const;
  const found = mismatches.map((mismatch) => {
    const missing = mismatch.expected.startsWith('a key ');
    const requirement = mismatch.pointer.endsWith('/enum') ? 'CLIENT-05' : 'CLIENT-04';
    return mismatchFinding(mismatch, missing ? 'body-key' : 'body-value', json, rules, document, {
      ...rest,
      requirement,
    });
  });
  const parameter = bodyOf(operation)?.type ?? '';
  const key = centralKeys[nickname];
  if (key !== undefined && !Object.hasOwn(value, key)) {
    const pointer = `/models/${parameter}/properties/${key}`;
    const missing = {
      path: key,
      pointer,
      expected: `a key ${key}`,
      received: json.content.text.slice(0, 120),
    };
    if (!json.isOpen(`/${key}`))
      found.push(
        mismatchFinding(missing, 'body-key', json, rules, document, {
          operation: nickname,
          requirement: 'CLIENT-27',
        }),
      );
  }
  const type = value['type'];
  if (nickname === 'send_feedback' && typeof type === 'string' && !feedbackTypes.has(type)) {
    const pointer = `/models/${parameter}/properties/type/enum`;
    const wrong = {
      path: 'type',
      pointer,
      expected: 'one of ["delivered","read"]',
      received: JSON.stringify(type),
    };
    if (shownMismatches([wrong], json).length > 0)
      found.push(
        mismatchFinding(wrong, 'body-value', json, rules, document, {
          operation: nickname,
          requirement: 'CLIENT-05',
        }),
      );
  }
  return found.map((one) => ({
    ...one,
    quote: one.quote ?? wordsAt(rules.spec.declaration, one.declared ?? ''),
  }));
}
