import { isArray, isObject, type JsonObject } from '../../harness/document/json.ts';
import { same } from '../../harness/judge/compare.ts';
import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { ServerView } from '../stage/server-view.ts';
import type { ReadingStep } from './steps.ts';
import type { Complaint } from './telling.ts';

/** What a client shows: a kind of step that reads, and what it was asked about. */
export interface Shown {
  readonly kind: ReadingStep['do'];
  readonly roomId: string;
  /** Whose membership was read; '' for other reads. */
  readonly userId: string;
  readonly value: JsonObject;
}

const objects = (value: unknown): readonly JsonObject[] =>
  isArray(value) ? value.filter(isObject) : [];

/**
 * Compares what a client shows to a member of a room with what the server has.
 * @param usual the requirement of a client that does not show what is so
 */
export function judgeShown(
  { kind, roomId, userId, value }: Shown,
  server: ServerView,
  usual: ClientRequirementId,
): Complaint | null {
  switch (kind) {
    case 'history':
      return judgeHistory(value, server.history(roomId), usual);
    case 'members':
      return judgeMembers(value, server.members(roomId), usual);
    case 'get-topic':
      return differs(
        'the topic that the client shows',
        value['topic'] ?? null,
        server.topic(roomId),
        usual,
      );
    case 'get-membership': {
      const there = server.members(roomId)[userId] ?? null;
      return differs(
        'the membership that the client shows',
        value['membership'] ?? null,
        there,
        usual,
      );
    }
  }
}

function judgeHistory(
  value: JsonObject,
  there: readonly string[],
  usual: ClientRequirementId,
): Complaint | null {
  const shown = objects(value['messages']).map(({ text }) => text);
  if (shown.length !== there.length) {
    return differs(
      'the number of messages that the client shows',
      shown.length,
      there.length,
      usual,
    );
  }
  const at = there.findIndex((text, i) => text !== shown[i]);
  if (at < 0) return null;
  // The same texts in another order, or another text.
  const isOrder = same(shown.map(String).toSorted(), there.toSorted());
  return differs(
    `message ${at + 1} of the ${there.length} that the client shows`,
    shown[at],
    there[at],
    isOrder ? usual : 'CLIENT-25',
  );
}

/** Who is in the room must be shown. Others may be left out, but whoever is shown is shown as what they are. */
function judgeMembers(
  value: JsonObject,
  there: Readonly<Record<string, string>>,
  usual: ClientRequirementId,
): Complaint | null {
  const shown = objects(value['members']).map(
    (one) => [String(one['userId']), String(one['membership'])] as const,
  );
  const names = shown.map(([userId]) => userId);
  const twice = names.find((userId, i) => names.indexOf(userId) !== i);
  if (twice !== undefined)
    return differs('how often the list that the client shows has one member', 2, 1, usual);
  const wrong = shown.find(([userId, membership]) => there[userId] !== membership);
  if (wrong !== undefined) {
    const [userId, membership] = wrong;
    return differs(
      'the membership of one of the members that the client shows',
      membership,
      there[userId],
      usual,
    );
  }
  const missing = Object.entries(there).find(
    ([userId, membership]) => membership === 'join' && !names.includes(userId),
  );
  return missing === undefined
    ? null
    : differs('whether the client shows everybody who is in the room', false, true, usual);
}

const differs = (
  what: string,
  received: unknown,
  expected: unknown,
  requirement: ClientRequirementId,
): Complaint | null =>
  same(received, expected)
    ? null
    : {
        requirement,
        what,
        expected: short(expected),
        received: short(received),
      };

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
};
