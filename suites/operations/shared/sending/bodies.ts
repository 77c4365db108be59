import { absentPut } from '../../../../harness/judge/known.ts';
import { eventWhere } from '../../../../harness/world/pages.ts';
import { privateRoom } from '../../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../../harness/run/case.ts';
import type { RequirementId } from '../../../../harness/document/ids.ts';
import { wrongBodies } from '../bodies.ts';
import type { Sending, SendOperation } from './operation.ts';

/** The body: JSON, and a JSON object. */
export function bodyCases<N extends SendOperation>(
  sending: Sending<N>,
): Readonly<Record<string, CaseBody>> {
  const { operation, noun, request, unusualJson, requires } = sending;
  return {
    [`${noun}-is-read-as-json`]: {
      title: `The body of ${sending.thing} is read as JSON, however the JSON is written`,
      requires: [requires.json, 'META-07'],
      async run({ users, must, fresh }) {
        const [owner] = await users('owner');
        const roomId = await privateRoom(owner);
        const usual = await unusualJson(owner, roomId, fresh);
        await owner.need(operation, usual.args, { raw: JSON.stringify(usual.content) });
        const { args, raw, isIt, content } = await unusualJson(owner, roomId, fresh);

        const reply = await owner.call(operation, args, { raw });
        must.on(requires.json).succeed(reply);
        must.on('META-07').succeed(reply);
        const event = await eventWhere(owner, roomId, isIt);
        must.on('META-07').include(event.content, content, `content of the ${noun}`);
      },
    },
    'body-that-is-no-json-object-is-refused': {
      title: `A body that is not a JSON object is answered 400 and sends no ${noun}`,
      requires: [requires.object],
      async run({ users, must, profile, fresh }) {
        const [owner] = await users('owner');
        const roomId = await privateRoom(owner);
        const { args } = await request(owner, roomId, fresh);
        const wrong = { observer: owner, wrong: true } as const;

        for (const name of sending.wrongBodies) {
          const body = wrongBodies[name].options(JSON.stringify(args.body));
          await must.refuse(400, owner, operation, args, { ...wrong, ...body });
        }
        // A PUT that is not offered is refused for that alone.
        if (absentPut(profile, owner.known, operation) === undefined) {
          const put = { ...args, txnId: fresh() };
          await must.refuse('refused', owner, operation, put, { ...wrong, raw: '[]' });
        }
        await owner.need(operation, args);
      },
    },
  };
}

/** What else a content must be, and how it fails to be so. */
interface WrongContents {
  readonly title: string;
  readonly requires: CaseBody['requires'];
  /** Contents that are answered 400, each with the requirement that says so. */
  readonly contents: (good: object) => readonly (readonly [RequirementId, object])[];
  /** Whether the first of them is refused as a PUT too. */
  readonly byPut?: boolean;
}

/** A case whose contents are all answered 400 and not sent, while a right one is sent. */
export const wrongContents = <N extends SendOperation>(
  { operation, request }: Sending<N>,
  { title, requires, contents, byPut = false }: WrongContents,
): CaseBody => ({
  title,
  requires,
  async run({ users, must, profile, fresh }) {
    const [owner] = await users('owner');
    const roomId = await privateRoom(owner);
    const { args } = await request(owner, roomId, fresh);
    const wrong = { observer: owner, wrong: true } as const;

    const bodies = contents(args.body);
    for (const [requirement, body] of bodies) {
      await must.on(requirement).refuse(400, owner, operation, { ...args, body }, wrong);
    }
    if (byPut && absentPut(profile, owner.known, operation) === undefined) {
      const put = { ...args, body: bodies[0]?.[1], txnId: fresh() };
      await must.refuse('refused', owner, operation, put, wrong);
    }
    await owner.need(operation, args);
  },
});
