import { describe, expect, it } from 'vitest';
import { loadSpec } from '../../harness/document/load.ts';
import { DocumentError } from '../documents/index.ts';
import { readRules } from './read.ts';
import { refusals } from './refusals.ts';

/** What is wrong with a rule; it stands alone in a file. */
function complaints(rule: string): readonly string[] {
  const text = `rules:\n  - ${rule.split('\n').join('\n    ')}\n`;
  try {
    readRules('rules.yaml', text);
    return [];
  } catch (error) {
    if (error instanceof DocumentError) return error.message.split('\n');
    throw error;
  }
}

describe('rules that can never apply', () => {
  it.each([
    [
      '{ when: { operation: send_mesage }, then: never }',
      'rules.yaml:2:26: there is no operation "send_mesage"; did you mean "send_message"',
    ],
    [
      '{ then: { refuse: SMEM-99 } }',
      'rules.yaml:2:23: "SMEM-99" is not a requirement that asks for a refusal',
    ],
    [
      '{ then: { refuse: SMEM-01 } }',
      'rules.yaml:2:23: "SMEM-01" is not a requirement that asks for a refusal',
    ],
    [
      '{ when: { operation: ban }, then: { refuse: SMEM-11 } }',
      'rules.yaml:2:49: SMEM-11 is about set_membership, and the rule is for ban',
    ],
    [
      '{ then: { fault: alias-rase } }',
      'rules.yaml:2:22: there is no fault "alias-rase"; did you mean "alias-race"',
    ],
    [
      '{ when: { probability: 0 }, then: never }',
      'rules.yaml:2:28: with probability 0 the rule never applies',
    ],
    [
      '{ when: { nth: 2, after: 2 }, then: never }',
      'rules.yaml:2:20: request 2 is not after request 2',
    ],
    [
      '{ when: { operation: get_topic, method: delete }, then: never }',
      'rules.yaml:2:45: get_topic is requested with GET, so the rule never applies',
    ],
    [
      '{ when: { operation: "\\e[31mban" }, then: never }',
      'rules.yaml:2:26: there is no operation "\\u001b[31mban"',
    ],
    [
      '{ when: { method: GET, body: {} }, then: never }',
      'a GET has no body, so the rule never applies',
    ],
  ])('%s', (rule, message) => {
    const [first = '', ...more] = complaints(rule);
    expect(first).toContain(message);
    expect(more).toEqual([]);
  });
});

describe('rules that contradict themselves', () => {
  it.each([
    ['{ then: { refuse: SMEM-11, malformed: json } }', 'refuse and malformed cannot be one action'],
    ['{ when: { nth: 2 }, then: never, times: 3 }', 'a rule with nth applies once'],
    [
      '{ when: { nth: 2 }, then: [never, reset] }',
      'a sequence would never reach its second action',
    ],
    ['{ then: [never, reset, never], times: 2 }', 'the sequence has 3 actions'],
    ['{ then: { delay: { median: 10, p99: 5 } } }', 'p99 is smaller than the median'],
    ['{ then: { respond: { body: 1, text: a } } }', 'body and text cannot be used together'],
    ['{ then: { respond: { status: 204, body: {} } } }', 'a response of status 204 has no body'],
    ['{ then: { respond: { status: 304, text: a } } }', 'a response of status 304 has no body'],
    [
      '{ then: { respond: { headers: { Content-Length: "1" } } } }',
      'the mock sets Content-Length itself',
    ],
  ])('%s', (rule, message) => {
    expect(complaints(rule).join('\n')).toContain(message);
  });
});

describe('rules of a wrong form', () => {
  it.each([
    [
      '{ when: { operatoin: ban }, then: never }',
      'unknown key "operatoin"; did you mean "operation"',
    ],
    ['{ when: {} }', 'then'],
    ['{ then: nevr }', 'nevr'],
    ['{ then: [] }', ''],
    ['{ then: {} }', ''],
    ['{ then: never, times: 0 }', '0'],
    ['{ then: never, times: often }', 'often'],
    ['{ then: { error: { status: 200, errcode: M_X } } }', '200'],
    ['{ then: { truncate: -1 } }', '-1'],
    ['{ then: { malformed: xml } }', 'xml'],
    ['{ then: { redirect: "javascript:alert(1)" } }', 'javascript'],
    ['{ then: { respond: { headers: { "a b": "c" } } } }', 'a b'],
    ['{ then: { respond: { headers: { a: "c\\r\\nset-cookie: x" } } } }', 'a'],
    ['{ id: "a b", then: never }', 'a b'],
  ])('%s', (rule, part) => {
    const found = complaints(rule);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toContain(part);
    expect(found[0]).toMatch(/^rules\.yaml:\d+:\d+: /);
  });

  it('of nothing but unknown names, as many as there may be, is told the first of them', () => {
    const rules = Array.from({ length: 2000 }, () => ({ then: { fault: 'x'.repeat(59) } }));
    expect(() => readRules('rules.json', JSON.stringify({ rules }))).toThrow(
      /^(rules\.json:1:\d+: there is no fault "x+"\n){20}\(the first 20 problems\)$/,
    );
  });

  it('names an id that is there twice', () => {
    const text = 'rules:\n  - { id: a, then: never }\n  - { id: a, then: reset }\n';
    expect(() => readRules('rules.yaml', text)).toThrow(
      'rules.yaml:3:11: the id "a" is there twice',
    );
  });
});

describe('the refusals', () => {
  const { register, declaration } = loadSpec();

  // These say what becomes of a user afterwards, in other operations.
  const aboutOthers = new Set(['BAN-14', 'LEAVE-09']);

  it('are asked for by requirements of the register, about the operations that these are about', () => {
    for (const [id, { operations }] of refusals) {
      const requirement = [...register.values()].find((one) => one.id === id);
      expect(requirement, id).toBeDefined();
      if (requirement?.operation == null || aboutOthers.has(id)) continue;
      expect(operations, id).toContain(requirement.operation);
    }
  });

  it('have the status and the words of every cause that the declaration documents', () => {
    const documented = declaration.operations.flatMap(({ nickname, responseMessages }) =>
      responseMessages.map(({ code, message }) => `${nickname} ${code} ${message}`),
    );
    const known = [...refusals.values()].flatMap(({ operations, status, error }) =>
      operations.map((operation) => `${operation} ${status} ${error}`),
    );
    expect(documented.length).toBeGreaterThanOrEqual(11);
    expect(known).toEqual(expect.arrayContaining(documented));
  });
});
