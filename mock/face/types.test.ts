import { describe, expectTypeOf, it } from 'vitest';
import type { Mock, MockWorld, RuleBuilder, startMock } from '../index.ts';

/** What startMock gives for a state document that the compiler knows. */
type Known = Mock<{
  readonly users: { readonly alice: object };
  readonly rooms: { readonly lobby: object };
}>;

describe('the types of the face', () => {
  it('know the names of a state document that is written in the test', () => {
    expectTypeOf<keyof Known['users']>().toEqualTypeOf<'alice'>();
    expectTypeOf<keyof Known['rooms']>().toEqualTypeOf<'lobby'>();
    expectTypeOf<Known['rooms']['lobby']['id']>().toEqualTypeOf<string>();
  });

  it('know that names of a file may be anything', () => {
    expectTypeOf<keyof Mock<string>['users']>().toEqualTypeOf<string>();
    expectTypeOf<Awaited<ReturnType<typeof startMock>>>().toExtend<MockWorld>();
  });

  it('know the refusals of an operation', () => {
    type Invite = RuleBuilder<'invite'>;
    expectTypeOf<Invite['refuse']>().toBeCallableWith('INV-11');
    expectTypeOf<Invite['refuse']>().toBeCallableWith('CONV-03');
    // @ts-expect-error -- a refusal of another operation
    expectTypeOf<Invite['refuse']>().toBeCallableWith('SMEM-11');
  });

  it('know operations and what bodies they take', () => {
    // Only the compiler reads this.
    const rules = (mock: Mock): void => {
      mock
        .on({ operation: 'ban', body: { user_id: '@bob:x' } })
        .never()
        .once();
      mock
        .on({ operation: ['ban', 'login'] })
        .never()
        .once();
      // @ts-expect-error -- no such operation
      mock.on({ operation: 'bann' }).never().once();
      // @ts-expect-error -- not a visibility
      mock.on({ operation: 'create_room', body: { visibility: 'x' } });
    };
    expectTypeOf(rules).returns.toBeVoid();
  });
});
