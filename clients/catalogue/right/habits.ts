import { setTimeout as pause } from 'node:timers/promises';
import { isObject, objectsAt, stringAt } from '../../../harness/document/json.ts';
import type { DriverUser } from '../../driver/protocol.ts';
import { handlers, pageOf, text } from '../../reference/handlers.ts';
import { ApiProblem, type ClientParts, LostAnswer, type Outgoing } from '../../reference/parts.ts';
import type { ChangedClient } from '../changed-client.ts';
import { isLost, isWrite, tried } from '../spoil.ts';

/** How long a client leaves a server alone that was in trouble, in milliseconds. */
const rest = 300;

/** A request of a companion, without a body. */
const get = (path: string): Outgoing => ({ method: 'GET', path, query: [], body: null });

/** Gets a token of its own with a password. @returns the user with that token; null without a password */
async function logIn(parts: ClientParts, user: DriverUser): Promise<DriverUser | null> {
  if (user.password === null) return null;
  const body = JSON.stringify({
    type: 'm.login.password',
    user: user.userId,
    password: user.password,
  });
  const credentials = () => ({ headers: {}, query: [] });
  const asked = { ...get('/login'), method: 'POST', body } as const;
  const answer = await parts.sendOnce.call({ ...parts, credentials }, user, asked);
  parts.demandSuccess(answer);
  const token = isObject(answer.json) ? stringAt(answer.json, 'access_token') : '';
  return token === '' ? null : { ...user, token };
}

/** Sends by POST; where the answer is lost, looks whether the message is there before it sends again. */
const postAndLook: (typeof handlers)['send_message'] = async (act, args) => {
  const newest = async (): Promise<string | null> =>
    (await pageOf(act, args, null)).events[0]?.eventId ?? null;
  const before = await newest();
  try {
    return await handlers.send_message(act, args);
  } catch (error) {
    if (!(error instanceof LostAnswer)) throw error;
    const { events } = await pageOf(act, args, null);
    const end = events.findIndex(({ eventId }) => eventId === before);
    const mine = events
      .slice(0, end < 0 ? events.length : end)
      .find(
        ({ sender, content }) =>
          sender === act.user.userId && content['body'] === text(args, 'text'),
      );
    return mine === undefined ? handlers.send_message(act, args) : { eventId: mine.eventId };
  }
};

/** Clients with habits of their own beside what they are asked for. */
export const rightHabits: Readonly<Record<string, ChangedClient>> = {
  'logs-in': {
    summary: 'It logs in by itself, where it has a password.',
    change: ({ sendOnce }) => {
      const sessions = new Map<string, Promise<DriverUser | null>>();
      return {
        async sendOnce(user, right) {
          const session = sessions.get(user.userId) ?? logIn({ ...this, sendOnce }, user);
          sessions.set(user.userId, session);
          return sendOnce.call(this, (await session) ?? user, right);
        },
      };
    },
  },
  'backs-off': {
    summary: 'It repeats what it may repeat after errors of the server, later each time.',
    change: ({ send }) => ({
      send: async (parts, user, right) => {
        for (let wait = 20; wait <= 80 && right.method !== 'POST'; wait *= 2) {
          const answer = await send(parts, user, right);
          if (answer.status < 500) return answer;
          await pause(wait);
        }
        return send(parts, user, right);
      },
    }),
  },
  'rests-after-trouble': {
    summary: 'It leaves a server alone for a moment that was in trouble.',
    change: ({ sendOnce }) => {
      let until = 0;
      return {
        send: async (parts, user, right) => {
          if (Date.now() < until) throw new LostAnswer('the server is left alone for a moment');
          const ended = await tried({ ...parts, sendOnce }, user, right);
          if (isLost(ended) || ended.status >= 500) until = Date.now() + rest;
          if (isLost(ended)) throw ended;
          return ended;
        },
      };
    },
  },
  'posts-and-looks': {
    summary: 'It sends by POST, and looks whether a message is there before it sends it again.',
    change: () => ({ txnId: () => null, instead: { send_message: postAndLook } }),
  },
  'names-messages-itself': {
    summary: 'Its events have ids of its own, which it translates when they are named to it.',
    change: () => {
      const real = new Map<string, string>();
      return {
        instead: {
          send_message: async (act, args) => {
            const sent = await handlers.send_message(act, args);
            const own = `~${real.size + 1}`;
            real.set(own, stringAt(sent, 'eventId'));
            return { eventId: own };
          },
          send_feedback: (act, args) => {
            const eventId = real.get(text(args, 'eventId')) ?? text(args, 'eventId');
            return handlers.send_feedback(act, { ...args, eventId });
          },
        },
      };
    },
  },
  'asks-for-more': {
    summary: 'It asks for profiles, presence, public rooms and versions with whatever it does.',
    change: ({ send }) => {
      let turn = 0;
      return {
        send: async (parts, user, right) => {
          const me = parts.encode(user.userId);
          const more = ['/publicRooms', `/profile/${me}/displayname`, `/presence/${me}/status`];
          turn += 1;
          await tried(parts, user, get(more[turn % more.length] ?? '/publicRooms'));
          return send(parts, user, right);
        },
      };
    },
  },
  'listens-always': {
    summary: 'It waits for events while it does what it is asked for.',
    change: ({ send }) => {
      const listening = new Set<string>();
      const listen = async (parts: ClientParts, user: DriverUser): Promise<void> => {
        for (let from: string | null = null, tries = 0; tries < 40; tries += 1) {
          const query = [['timeout', '100'], ...(from === null ? [] : [['from', from]])];
          const asked = {
            ...get('/events'),
            query: query.map(([a = '', b = '']) => [a, b] as const),
          };
          const ended = await tried(parts, user, asked);
          if (isLost(ended) || ended.status !== 200 || !isObject(ended.json)) return;
          from = stringAt(ended.json, 'end');
        }
      };
      return {
        send: (parts, user, right) => {
          if (!listening.has(user.userId)) void listen(parts, user);
          listening.add(user.userId);
          return send(parts, user, right);
        },
      };
    },
  },
  'refuses-what-it-cannot-read': {
    summary: 'It takes an answer to a write that is neither JSON nor empty for an error.',
    change: ({ sendOnce }) => ({
      async sendOnce(user, right) {
        const answer = await sendOnce.call(this, user, right);
        if (isWrite(right) && answer.json === undefined && answer.text !== '')
          throw new ApiProblem(answer.status, null, 'this is not JSON');
        return answer;
      },
    }),
  },
  'knows-its-rooms': {
    summary: 'It asks for all of its rooms before the first thing that it does.',
    change: ({ send }) => {
      const asked = new Set<string>();
      return {
        send: async (parts, user, right) => {
          if (!asked.has(user.userId)) {
            asked.add(user.userId);
            const ended = await tried(parts, user, get('/initialSync'));
            const rooms =
              !isLost(ended) && isObject(ended.json) ? objectsAt(ended.json, 'rooms') : [];
            for (const room of rooms.slice(0, 2))
              await tried(
                parts,
                user,
                get(`/rooms/${parts.encode(stringAt(room, 'room_id'))}/members`),
              );
          }
          return send(parts, user, right);
        },
      };
    },
  },
};
