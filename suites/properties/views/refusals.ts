import type { Must } from '../../../harness/judge/must.ts';
import type { Reply } from '../../../harness/judge/user.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { contentRequirement } from '../../../harness/model/index.ts';
import { contentOf } from './contents.ts';
import { sendRequirements } from './sends.ts';
import { type Name, names, type Send, type SetStep } from './steps.ts';

/** A room as far as it says who may send. */
interface SendingRoom {
  readonly memberships: ReadonlyMap<Name, string>;
}

/** How requests are made again in another way. */
interface Requests<Room> {
  send(room: Room, step: Send): Promise<Reply>;
  set(room: Room, step: SetStep): Promise<Reply>;
}

/** Judges requests that were refused, each by itself. */
export interface Refusals<Room> {
  judgeSend(room: Room, step: Send, reply: Reply): Promise<Reply>;
  judgeSet(room: Room, step: SetStep, reply: Reply): Promise<Reply>;
}

const isLimited = ({ status }: Reply): boolean => status === 429;

/**
 * A target may lack an operation, or a form of it, which other cases judge. But where it accepts the same request with a
 * plain content, or accepts it from somebody else, and from this user in another form, what was refused is refused wrongly.
 */
export function createRefusals<Room extends SendingRoom>(
  must: Must,
  { send, set }: Requests<Room>,
): Refusals<Room> {
  const accepts = async (request: Promise<Reply>): Promise<boolean> => isSuccess(await request);

  async function wronglyRefused(room: Room, step: Send): Promise<RequirementId | null> {
    const { kind, form, content, sort, who } = step;
    const offered = sendRequirements[kind][form];
    const isPlain = content === 'plain' && sort === 1;
    const plain = { ...step, content: 'plain', sort: 1 } as const;
    // Nothing says that feedback may have further keys.
    if (kind === 'feedback' && content !== 'plain') return null;
    if (!isPlain && (await accepts(send(room, plain)))) {
      if (kind === 'message' && sort !== 1 && (await accepts(send(room, { ...step, sort: 1 }))))
        return 'MSG-13';
      const ofContent = contentRequirement(contentOf(content, 0));
      if (ofContent === 'CONV-16') return ofContent;
      if (kind === 'event') return sort === 1 || content !== 'plain' ? 'SEND-10' : 'SEND-14';
      return kind === 'message' ? 'MODEL-03' : 'FEED-09';
    }
    const another = names.find((name) => name !== who && room.memberships.get(name) === 'join');
    if (another === undefined || !(await accepts(send(room, { ...plain, who: another }))))
      return null;
    const otherForm = form === 'post' ? 'txn' : 'post';
    return (await accepts(send(room, { ...plain, form: otherForm }))) ? offered : null;
  }

  return {
    async judgeSend(room, step, reply) {
      if (isSuccess(reply) || isLimited(reply)) return reply;
      const requirement = await wronglyRefused(room, step);
      if (requirement !== null) must.on(requirement).succeed(reply);
      return reply;
    },
    async judgeSet(room, step, reply) {
      if (isSuccess(reply) || isLimited(reply) || step.content === 'plain') return reply;
      if (!(await accepts(set(room, { ...step, content: 'plain' })))) return reply;
      const ofContent = contentRequirement(contentOf(step.content, 0));
      const isTopic = step.setting === 'topic' || step.setting === 'topic as state';
      const ofTopic = step.content === 'empty' ? 'TOPIC-08' : 'TOPIC-03';
      must.on(isTopic && ofContent !== 'CONV-16' ? ofTopic : ofContent).succeed(reply);
      return reply;
    },
  };
}
