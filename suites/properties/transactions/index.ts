import { propertyCase } from '../../../harness/model/property.ts';
import { growing } from '../../../harness/model/growing.ts';
import { type Chance, series } from '../../../harness/model/series.ts';
import { suite, type World } from '../../../harness/run/case.ts';
import { createPlayer } from './play.ts';
import { type Act, cast, type Put, readStep, type RoomNumber, type Step } from './steps.ts';
import { getToKnow, type Known } from './target.ts';

interface Context {
  readonly known: Known;
  readonly world: World;
}

const guests = ['bob', 'carol'] as const;

const weights: Readonly<Record<Act, number>> = {
  message: 4,
  event: 3,
  feedback: 2,
  invite: 3,
  join: 3,
  leave: 2,
  ban: 1,
  create: 1,
};

/** Requests of several users in two rooms, many of them made before. */
function draw({ offers }: Known, chance: Chance, most: number): readonly Step[] {
  const steps: Step[] = [{ do: 'room', room: 1 }];
  if (chance.below(2) === 0) steps.push({ do: 'room', room: 2 });
  const rooms: readonly [RoomNumber, ...RoomNumber[]] = steps.length > 1 ? [1, 1, 2] : [1];
  if (chance.below(4) > 0) steps.push({ do: 'bring', room: 1, who: 'bob' });
  if (chance.below(4) === 0) steps.push({ do: 'bring', room: 1, who: 'carol' });
  const puts: Put[] = [];
  const length = 2 + chance.below(most);
  for (let i = 0; i < length; i += 1) {
    const body = chance.pick(['one', 'one', 'two', 'two', 'broken']);
    const whom = chance.pick(guests);
    const recent = puts.at(-1 - chance.below(4));
    // Soon after, or a server need not remember it: by the same user, or by another one.
    if (recent !== undefined && chance.below(2) === 0) {
      const who = chance.below(3) === 0 ? actorOf(recent.act, chance) : recent.who;
      puts.push({ ...recent, who, body, whom });
    } else {
      const act = chance.weigh([...offers], (one) => weights[one]) ?? 'message';
      const id = 1 + chance.below(3);
      const who = actorOf(act, chance);
      puts.push({ do: 'put', act, room: chance.pick(rooms), who, id, body, whom });
    }
  }
  return [...steps, ...puts];
}

function actorOf(act: Act, chance: Chance): Put['who'] {
  if (act === 'join' || act === 'leave') return chance.pick(guests);
  return act === 'ban' ? 'alice' : chance.pick(['alice', 'alice', 'bob', 'bob', 'carol']);
}

function simpler(step: Step): readonly Step[] {
  if (step.do !== 'put') return [];
  return [
    ...(step.id > 1 ? [{ ...step, id: 1 }] : []),
    ...(step.body === 'one' ? [] : [{ ...step, body: 'one' as const }]),
    ...(step.who === 'carol' ? [{ ...step, who: 'bob' as const }] : []),
    ...(step.whom === 'carol' ? [{ ...step, whom: 'bob' as const }] : []),
    ...(step.room === 2 ? [{ ...step, room: 1 as const }] : []),
  ];
}

export const transactionProperties = suite('transactions', {
  'a-txn-id-is-one-request': propertyCase<Step, Context>({
    title: 'Whatever is repeated and whoever else asks, a txnId is one request of one user',
    requires: [
      ...(['MSG-05', 'SEND-06', 'FEED-04', 'INV-04', 'JOIN-04', 'LEAVE-04', 'BAN-04'] as const),
      ...(['CREATE-05', 'CREATE-06', 'MSG-04', 'MSG-06', 'MSG-07', 'SEND-05'] as const),
      ...(['CONV-13', 'CONV-21'] as const),
    ],
    users: cast,
    budget: { runs: 40, milliseconds: 600 },
    prepare: async (world, leased) => ({ known: await getToKnow(world, leased), world }),
    steps: ({ known }) =>
      series({ draw: growing(18, (chance, most) => draw(known, chance, most)), simpler }),
    readStep,
    open: ({ known, world }) => createPlayer(known, world.must),
  }),
});
