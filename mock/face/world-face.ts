import type { OperationName } from '../../reference-server/index.ts';
import { describeRule, urlOf } from '../control/describe-world.ts';
import { pendingOf, type Violation, violationsOf } from '../control/journal-queries.ts';
import { describeWhen } from '../journal/describe.ts';
import { checkVerify } from '../journal/read-verify.ts';
import { redactionOf } from '../journal/redaction.ts';
import { type JournalEntry, show } from '../journal/show.ts';
import { verify, type VerifyDocument } from '../journal/verify.ts';
import type { RuleDocument } from '../rules/document.ts';
import { compileMatcher } from '../rules/match.ts';
import { checkRules } from '../rules/read.ts';
import { checkDocument } from '../documents/index.ts';
import {
  exportState,
  type NamedRoom,
  type NamedUser,
  type StateDocument,
  stateDocument,
} from '../state/index.ts';
import type { World } from '../worlds/world.ts';
import { type AddedRule, buildRule, type RuleBuilder, type WhenOf } from './rule-builder.ts';

/** The client, or the test, did not do what was expected. The message says it in whole sentences. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError';
}

/** A world of the mock: a base URL for clients, and everything that a test does with it. */
export interface MockWorld<
  Users extends string = string,
  Rooms extends string = string,
> extends AsyncDisposable {
  /** The base URL, without a slash at its end, to be given to a client. */
  readonly url: string;
  /** The users of the state document by their names there. */
  readonly users: Readonly<Record<Users, NamedUser>>;
  /** The rooms of the state document by their names there. */
  readonly rooms: Readonly<Record<Rooms, NamedRoom>>;
  /** The variants that the world is made of. */
  readonly variants: readonly string[];
  /** Begins a rule; `once`, `times` or `always` ends it. */
  on<Operation extends OperationName>(when?: WhenOf<Operation>): RuleBuilder<Operation>;
  /** Adds rules as they are written in files. @throws DocumentError */
  addRules(rules: readonly RuleDocument[]): readonly AddedRule[];
  /** Takes all rules away. */
  clearRules(): void;
  /** Adds users and rooms. @throws DocumentError */
  addState(state: StateDocument): void;
  /** The world as a state document, with the ids behind the names; with tokens where `secrets` says so. */
  state(options?: { readonly secrets?: boolean }): StateDocument;
  /** The requests that came, in their order; those that match where a `when` is given. */
  journal<Operation extends OperationName>(
    when?: VerifyDocument['expect'][number]['when'] & WhenOf<Operation>,
  ): readonly JournalEntry[];
  /** The rules that never applied. */
  pending(): readonly object[];
  /** What clients did against the client register, by requirement. */
  violations(): readonly Violation[];
  /**
   * Demands what is expected, if anything is; and without expectations that every rule applied and no client violated a
   * requirement. @throws VerificationError, DocumentError
   */
  verify(expectations?: VerifyDocument): void;
  /** Begins again, as the world was created. */
  reset(): void;
}

/** The face of a world. @param origin where the mock listens */
export function faceOf(world: World, origin: () => string, close: () => Promise<void>): MockWorld {
  const unfinished = new Map<object, string>();

  const add = (documents: readonly RuleDocument[]): readonly AddedRule[] => {
    const { rules } = checkRules({ rules: documents }, world.rules.ids());
    return world.rules.add(rules).map((rule) => ({
      id: rule.id,
      get applied() {
        return rule.applied;
      },
      get matched() {
        return rule.matched;
      },
      remove: () => void world.rules.remove(rule.id),
    }));
  };

  return {
    get url() {
      return urlOf(world, origin());
    },
    get users() {
      return world.names.users;
    },
    get rooms() {
      return world.names.rooms;
    },
    get variants() {
      return world.dialect;
    },
    on(when = {}) {
      const mark = {};
      unfinished.set(mark, describeWhen(when));
      return buildRule(when, (document) => {
        unfinished.delete(mark);
        const [added] = add([document]);
        if (added === undefined) throw new RangeError('one document makes one rule');
        return added;
      });
    },
    addRules: add,
    clearRules: () => world.rules.clear(),
    addState: (state) => world.addState(checkDocument(stateDocument, state)),
    state: ({ secrets = false } = {}) => exportState(world.home, world.names, { secrets }),
    journal(when = {}) {
      const { expect } = checkVerify({ expect: [{ when }] });
      const differs = compileMatcher(expect[0]?.when ?? {}, world.lookup);
      const redaction = redactionOf(world.home);
      return world.journal
        .entries()
        .filter(({ incoming }) => differs(incoming).length === 0)
        .map((entry) => show(entry, redaction));
    },
    pending: () => pendingOf(world).map(describeRule),
    violations: () => violationsOf(world).violations,
    verify(expectations) {
      const messages =
        expectations === undefined
          ? [...unfinishedRules(unfinished), ...troubles(world)]
          : unmet(world, checkVerify(expectations));
      if (messages.length > 0) throw new VerificationError(messages.join('\n'));
    },
    reset() {
      unfinished.clear();
      world.reset();
    },
    [Symbol.asyncDispose]: close,
  };
}

const unfinishedRules = (unfinished: ReadonlyMap<object, string>): readonly string[] =>
  [...unfinished.values()].map(
    (what) => `the rule on ${what} was never added: end it with once(), times() or always()`,
  );

/** What a test that expects nothing in particular should still hear of. */
function troubles(world: World): readonly string[] {
  const pending = pendingOf(world).map(({ id, document }) => {
    const what = describeWhen(document.when ?? {});
    return `the rule ${id} on ${what} never applied`;
  });
  const violations = violationsOf(world).violations.map(
    ({ requirement, what, entries }) => `${requirement}: ${what} (request ${entries.join(', ')})`,
  );
  return [...pending, ...violations];
}

function unmet(world: World, expectations: VerifyDocument): readonly string[] {
  const { journal, lookup, home } = world;
  const redaction = redactionOf(home);
  return verify(expectations, journal.entries(), journal.forgotten(), lookup, redaction).messages;
}
