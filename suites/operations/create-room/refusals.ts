import { absentPut } from '../../../harness/judge/known.ts';
import type { CallOptions } from '../../../harness/judge/user.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { tokenCases } from '../shared/tokens.ts';

const plain = { visibility: 'private' };

/** A createRoom whose body is not a room configuration is answered 400; with one it succeeds. */
const refusal = (
  what: string,
  requirement: RequirementId,
  ...bodies: readonly CallOptions[]
): CaseBody => ({
  title: `createRoom answers 400 to ${what}`,
  requires: [requirement],
  async run({ users, must }) {
    const [owner] = await users('owner');

    await owner.need('create_room', { body: plain });
    for (const options of bodies) {
      const wrong = { ...options, wrong: true, observer: null } as const;
      await must.refuse(400, owner, 'create_room', { body: plain }, wrong);
    }
  },
});

/** A createRoom with a property that is not a string is answered 400, as a PUT too; with a string it succeeds. */
const mistyped = (
  property: 'name' | 'topic',
  ...values: readonly [unknown, unknown, unknown]
): CaseBody => ({
  title: `createRoom answers 400 to a ${property} that is ${values.map((value) => JSON.stringify(value)).join(' or ')}`,
  requires: ['CREATE-24'],
  async run({ users, must, profile, fresh }) {
    const [owner] = await users('owner');

    await owner.need('create_room', { body: { ...plain, [property]: 'A string' } });
    const wrong = { wrong: true, observer: null } as const;
    const bodies = values.map((value) => ({ ...plain, [property]: value }));
    for (const body of bodies) await must.refuse(400, owner, 'create_room', { body }, wrong);
    if (absentPut(profile, owner.known, 'create_room') !== undefined) return;
    const put = { body: bodies[0], txnId: fresh() };
    await must.refuse('refused', owner, 'create_room', put, wrong);
  },
});

/** Bodies that are not a room configuration, and requests without a valid token. */
export const refusals: Readonly<Record<string, CaseBody>> = {
  'truncated-body-is-refused': refusal('truncated JSON', 'CREATE-10', {
    raw: '{"visibility":"private"',
  }),
  'plain-text-is-refused': refusal('plain text', 'CREATE-10', { raw: 'a room, please' }),
  'text-behind-the-json-is-refused': refusal('text after the JSON', 'CREATE-10', {
    raw: '{"visibility":"private"} please',
  }),
  'form-body-is-refused': refusal('an HTML form', 'CREATE-10', {
    raw: 'visibility=private&name=x',
  }),
  'empty-body-is-refused': refusal('an empty body', 'CREATE-10', { raw: '' }),
  'missing-body-is-refused': refusal('a missing body', 'CREATE-10', { bodyless: true }),
  'array-is-refused': refusal('a JSON array', 'CREATE-11', { raw: '[{"visibility":"private"}]' }),
  'empty-array-is-refused': refusal('an empty JSON array', 'CREATE-11', { raw: '[]' }),
  'string-is-refused': refusal(
    'a JSON string, empty or not',
    'CREATE-11',
    { raw: '"private"' },
    { raw: '""' },
  ),
  'number-is-refused': refusal('a JSON number', 'CREATE-11', { raw: '5' }, { raw: '0' }),
  'boolean-is-refused': refusal('a JSON boolean', 'CREATE-11', { raw: 'true' }, { raw: 'false' }),
  'null-is-refused': refusal('a JSON null', 'CREATE-11', { raw: 'null' }),
  'number-for-a-name-is-refused': mistyped('name', 5, true, false),
  'object-for-a-name-is-refused': mistyped('name', { name: 'x' }, {}, ['x']),
  'number-for-a-topic-is-refused': mistyped('topic', 5, true, false),
  'array-for-a-topic-is-refused': mistyped('topic', ['x'], [], { topic: 'x' }),
  ...tokenCases('create_room', async () => ({ args: { body: { visibility: 'private' } } })),
};
