import { forbidden, invalid, notFound } from '../../errors.ts';
import type { Context } from '../../parts.ts';
import type { Faults } from '../fault.ts';
import {
  changePage,
  changePages,
  changePermissions,
  changeQuery,
  changesOf,
  changeView,
  chooseState,
  cutMessages,
  hasMembership,
  onlyIn,
} from '../vocabulary/index.ts';

const isJoin = hasMembership('join');

/** What begins with the fifth, the tenth or the thirtieth of something, and what is only about pages. */
export const longRoomFaults: Faults = {
  'recent-messages-stop-at-the-fourteenth': {
    summary: 'initialSync shows the messages as of the fourteenth event for ever.',
    violates: ['SYNC-09'],
    spoil: changePages(({ recent }) => ({
      recent: (tokens, room, limit) => {
        const page = recent(tokens, room, limit);
        if (room.events.length <= 14) return page;
        return { ...page, events: room.events.slice(Math.max(0, 14 - page.events.length), 14) };
      },
    })),
  },
  'initial-sync-has-fifteen-pieces-of-state': {
    summary: 'The state in initialSync ends after fifteen pieces that are not members.',
    violates: ['SYNC-10'],
    spoil: onlyIn(
      ['get_room_sync_data'],
      chooseState((_events, current) => {
        const others = current.filter(({ type }) => type !== 'm.room.member');
        return current.filter((event) => others.indexOf(event) < 15);
      }),
    ),
  },
  'sync-start-skips-in-long-rooms': {
    summary: 'In a room of more than 60 events, paging back from initialSync misses one.',
    violates: ['SYNC-11'],
    spoil: changePages(({ recent }) => ({
      recent: (tokens, room, limit) => {
        const page = recent(tokens, room, limit);
        const start = room.events.length - page.events.length - 1;
        return room.events.length > 60 ? { ...page, start: tokens.write(room, start) } : page;
      },
    })),
  },
  'thirty-types-of-state': {
    summary: 'GET state lists the first thirty types alone.',
    violates: ['GST-04'],
    spoil: onlyIn(
      ['get_state_events'],
      chooseState((_events, current) => {
        const types = [...new Set(current.map(({ type }) => type))];
        return current.filter(({ type }) => types.indexOf(type) < 30);
      }),
    ),
  },
  'pages-of-fifty': {
    summary: 'A page holds 50 events at most.',
    violates: ['MSGS-08'],
    spoil: changeQuery((query) =>
      query.limit === undefined ? query : { ...query, limit: Math.min(50, query.limit) },
    ),
  },
  'tenth-write-keeps-the-ninth': {
    summary: 'From the tenth write of a slot on, the state lists the one before as well.',
    violates: ['GST-05'],
    spoil: chooseState((events, current) =>
      current.flatMap((event) => {
        const writes = events.filter(
          ({ type, stateKey }) => type === event.type && stateKey === event.stateKey,
        );
        return writes.length >= 10 ? [...writes.slice(-2, -1), event] : [event];
      }),
    ),
  },
  'seventh-message-is-for-its-sender': {
    summary: 'From the seventh on, the messages of a user are listed to that user alone.',
    violates: ['MSG-03', 'MSGS-03', 'SEND-03', 'FEED-03'],
    spoil: ({ operations }) => ({
      operations: {
        ...operations,
        get_messages: (context: Context) => {
          const { parts, caller } = context;
          const own = changePage(({ events }, _query, room) => ({
            events: events.filter((event) => {
              const sent = room.events.filter(
                ({ stateKey, sender }) => stateKey === undefined && sender === event.sender,
              );
              return event.sender === caller.userId || sent.indexOf(event) < 6;
            }),
          }));
          return operations.get_messages({ ...context, parts: { ...parts, ...own(parts) } });
        },
      },
    }),
  },
  'fourth-join-unseen': {
    summary: 'From the fourth join of a user on, GET membership shows what was before.',
    violates: ['GMEM-03'],
    spoil: onlyIn(
      ['get_membership'],
      changeView(({ slot }) => ({
        slot: (room, type, key) => {
          const changes = changesOf(room, key);
          const last = changes.at(-1);
          const isFourth = last !== undefined && isJoin(last) && changes.filter(isJoin).length > 3;
          return isFourth ? changes.at(-2) : slot(room, type, key);
        },
      })),
    ),
  },
  'fifth-who-left-sends': {
    summary: 'The fifth who leaves a room still sends.',
    violates: ['SEND-15'],
    spoil: changePermissions(({ send }) => ({
      send: (context: Context, roomId: string, type: string) => {
        const room = context.parts.rooms.find(context.world, roomId);
        const gone = [...(room?.state.get('m.room.member')?.values() ?? [])].filter(
          hasMembership('leave'),
        );
        const isFifth = gone[4]?.stateKey === context.caller.userId;
        return room !== undefined && isFifth ? room : send(context, roomId, type);
      },
    })),
  },
  'tenth-member-finds-the-room-full': {
    summary: 'A public room takes six members at a time.',
    violates: ['JOIN-09'],
    spoil: changePermissions(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        const room = changeMembership(context, change);
        const members = [...(room.state.get('m.room.member')?.values() ?? [])].filter(isJoin);
        const isPublic = context.parts.view.joinRule(room) === 'public';
        if (change.requested === 'join' && isPublic && members.length >= 6)
          throw forbidden('The room is full.');
        return room;
      },
    })),
  },
  'token-of-now-refused-forward': {
    summary: 'Going forward, the token of now is refused.',
    violates: ['MSGS-13', 'MSGS-06'],
    spoil: cutMessages((right) => (tokens, room, query) => {
      const { direction, from } = query;
      const isNow = from !== undefined && tokens.read(room, from) === room.events.length;
      if (direction === 'f' && isNow) throw invalid('Nothing is there.');
      return right(tokens, room, query);
    }),
  },
  'tokens-of-one-direction': {
    summary: 'A token is good for the direction alone in which it was given.',
    violates: ['MSGS-06'],
    spoil: cutMessages((right) => (tokens, room, query) => {
      const { direction } = query;
      const marked: typeof tokens = {
        write: (of, position) => `${tokens.write(of, position)}~${direction}`,
        read: (of, token) => {
          const [text = '', mark = direction] = token.split('~');
          if (mark !== direction) throw invalid('Not this way.');
          return tokens.read(of, text);
        },
      };
      return right(marked, room, query);
    }),
  },
  'full-last-page-loses-one': {
    summary: 'Going back, a page that ends at the creation of the room and is full loses it.',
    violates: ['MSGS-03', 'MSGS-13'],
    spoil: changePage(({ events }, { direction, limit }, room) =>
      direction === 'b' && events.length === limit && events.at(-1) === room.events[0]
        ? { events: events.slice(0, -1) }
        : {},
    ),
  },
  'beginning-of-an-alias-is-enough': {
    summary: 'A join by the beginning of an alias finds its room.',
    violates: ['JID-09'],
    spoil: ({ aliases }) => ({
      aliases: {
        ...aliases,
        resolve: (known, alias) => {
          const [localpart = ''] = alias.split(':');
          const longer = [...known].find(
            ([each]) => localpart.length > 6 && each.startsWith(localpart),
          );
          return aliases.resolve(known, alias) ?? longer?.[1];
        },
      },
    }),
  },
  'raw-colon-of-an-alias-unread': {
    summary: '/join finds no alias whose colon is not percent-encoded.',
    violates: ['CONV-17'],
    spoil: ({ operations }) => ({
      operations: {
        ...operations,
        join: (context: Context) => {
          if (/%23[^/]*:/.test(context.request.path)) throw notFound('Nothing goes by that alias.');
          return operations.join(context);
        },
      },
    }),
  },
};
