import { describe, expect, it } from 'vitest';
import { addPushRule, createPushRules, listPushRules, removePushRule } from './rule-sets.ts';

const idsOf = (rules: ReturnType<typeof createPushRules> | undefined, kind: string): unknown => {
  const listed = listPushRules(rules)[kind];
  return Array.isArray(listed) ? listed.map((rule: { rule_id: unknown }) => rule.rule_id) : listed;
};

describe('push rules', () => {
  it('are the default ones until some are added', () => {
    expect(Object.keys(listPushRules(undefined))).toEqual([
      'override',
      'content',
      'room',
      'sender',
      'underride',
    ]);
    expect(idsOf(undefined, 'content')).toEqual([]);
    expect(idsOf(undefined, 'underride')).toContain('.m.rule.message');
  });

  it('that are added come before the older ones, and can be replaced and removed', () => {
    const rules = createPushRules();
    for (const id of ['one', 'two']) {
      addPushRule(rules, 'content', id, { pattern: id, actions: ['notify'] });
    }
    expect(idsOf(rules, 'content')).toEqual(['two', 'one']);
    addPushRule(rules, 'content', 'one', { pattern: 'new', actions: [] });
    expect(listPushRules(rules)['content']).toMatchObject([
      { pattern: 'two' },
      { pattern: 'new', actions: [], enabled: true, default: false },
    ]);
    removePushRule(rules, 'content', 'two');
    expect(idsOf(rules, 'content')).toEqual(['one']);
  });

  it.each([
    ['nonsense', 'a', { actions: [] }],
    ['__proto__', 'a', { actions: [] }],
    ['room', '', { actions: [] }],
    ['room', '.m.rule.message', { actions: [] }],
    ['room', 'a', {}],
    ['room', 'a', { actions: 'notify' }],
    ['content', 'a', { actions: [] }],
    ['override', 'a', { actions: [] }],
  ])('of kind %j called %j cannot be %j', (kind, id, body) => {
    const rules = createPushRules();
    expect(() => addPushRule(rules, kind, id, body)).toThrow(
      expect.objectContaining({ status: 400 }),
    );
  });

  it('are bounded', () => {
    const rules = createPushRules();
    const add = (id: number): void => addPushRule(rules, 'room', `r${id}`, { actions: [] });
    for (let id = 0; id < 500; id += 1) add(id);
    expect(() => add(500)).toThrow(/500 rules/);
    add(0);
  });

  it('that were never added cannot be removed', () => {
    const remove = (): void => removePushRule(createPushRules(), 'room', 'a');
    expect(remove).toThrow(expect.objectContaining({ status: 404 }));
  });
});
