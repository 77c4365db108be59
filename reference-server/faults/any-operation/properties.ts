import type { Nickname } from '../../parts.ts';
import { perRow, type Faults, type Requirements } from '../fault.ts';
import { changeBody, kebab, omit } from '../vocabulary/index.ts';

/** What a property can wrongly be; undefined leaves it out. */
const forms = {
  missing: () => undefined,
  null: () => null,
  'a-number': () => 5,
  empty: () => '',
  'a-list': (right: unknown) => [right],
  'an-object': (right: unknown) => ({ value: right }),
} as const;

const wrong: readonly (readonly [
  name: Nickname,
  key: string,
  form: keyof typeof forms,
  violates: Requirements,
])[] = [
  ['send_non_state_event', 'event_id', 'missing', ['SEND-02', 'MODEL-28']],
  ['send_non_state_event', 'event_id', 'null', ['SEND-02', 'MODEL-28']],
  ['send_non_state_event', 'event_id', 'a-number', ['SEND-02', 'MODEL-28']],
  ['send_non_state_event', 'event_id', 'empty', ['SEND-02', 'MODEL-28', 'CONV-10']],
  ['send_message', 'event_id', 'missing', ['MSG-02', 'MODEL-28']],
  ['send_message', 'event_id', 'null', ['MSG-02', 'MODEL-28']],
  ['send_message', 'event_id', 'a-number', ['MSG-02', 'MODEL-28']],
  ['send_message', 'event_id', 'empty', ['MSG-02', 'MODEL-28', 'CONV-10']],
  ['send_feedback', 'event_id', 'missing', ['FEED-02', 'MODEL-28']],
  ['send_feedback', 'event_id', 'null', ['FEED-02', 'MODEL-28']],
  ['send_feedback', 'event_id', 'a-number', ['FEED-02', 'MODEL-28']],
  ['send_feedback', 'event_id', 'empty', ['FEED-02', 'MODEL-28', 'CONV-10']],
  ['create_room', 'room_id', 'missing', ['CREATE-02', 'MODEL-08']],
  ['create_room', 'room_id', 'a-number', ['CREATE-02', 'MODEL-08']],
  ['create_room', 'room_id', 'null', ['CREATE-02', 'MODEL-08']],
  ['create_room', 'room_id', 'empty', ['CREATE-02', 'MODEL-08', 'CONV-08']],
  ['join', 'room_id', 'missing', ['JID-02', 'MODEL-08', 'JID-04']],
  ['join', 'room_id', 'null', ['JID-02', 'MODEL-08', 'JID-04']],
  ['join', 'room_id', 'a-list', ['JID-02', 'MODEL-08', 'JID-04']],
  [
    'get_topic',
    'topic',
    'missing',
    ['GTOPIC-02', 'GTOPIC-03', 'TOPIC-03', 'CREATE-21', 'MODEL-01'],
  ],
  ['get_topic', 'topic', 'a-number', ['MODEL-01', 'GTOPIC-02', 'GTOPIC-03']],
  ['get_topic', 'topic', 'null', ['MODEL-01', 'GTOPIC-02', 'GTOPIC-03']],
  ['get_topic', 'topic', 'an-object', ['MODEL-01', 'GTOPIC-02', 'GTOPIC-03']],
  ['get_membership', 'membership', 'missing', ['GMEM-02', 'GMEM-03', 'MODEL-06']],
  ['get_membership', 'membership', 'null', ['MODEL-06', 'GMEM-02', 'GMEM-03', 'MODEL-07']],
  ['get_membership', 'membership', 'a-number', ['MODEL-06', 'GMEM-02', 'GMEM-03', 'MODEL-07']],
  ['get_messages', 'chunk', 'missing', ['MODEL-20', 'MSGS-02']],
  ['get_messages', 'chunk', 'an-object', ['MODEL-20', 'MSGS-02']],
  ['get_members', 'chunk', 'missing', ['MODEL-21', 'MEMB-02']],
  ['get_members', 'chunk', 'an-object', ['MODEL-21', 'MEMB-02']],
  ['get_members', 'start', 'a-number', ['MEMB-03']],
  ['get_members', 'end', 'null', ['MEMB-03']],
  ['get_room_sync_data', 'membership', 'missing', ['MODEL-35', 'SYNC-03', 'SYNC-02']],
  ['get_room_sync_data', 'membership', 'null', ['MODEL-35', 'SYNC-03', 'SYNC-02']],
  ['get_room_sync_data', 'membership', 'an-object', ['MODEL-35', 'SYNC-03', 'SYNC-02']],
  ['get_room_sync_data', 'room_id', 'missing', ['MODEL-36', 'SYNC-04', 'SYNC-02', 'SYNC-13']],
  ['get_room_sync_data', 'room_id', 'a-number', ['MODEL-36', 'SYNC-04', 'SYNC-02', 'SYNC-13']],
  ['get_room_sync_data', 'messages', 'missing', ['SYNC-07', 'SYNC-09', 'SYNC-11']],
  ['get_room_sync_data', 'messages', 'null', ['MODEL-37', 'SYNC-05', 'SYNC-07', 'SYNC-02']],
  ['get_room_sync_data', 'state', 'missing', ['SYNC-07', 'SYNC-10']],
  ['get_room_sync_data', 'state', 'null', ['MODEL-38', 'SYNC-06', 'SYNC-07', 'SYNC-02']],
];

/** Properties of answers that are missing or of another type. */
export const propertyFaults: Faults = perRow(wrong, ([name, key, form, violates]) => ({
  [`${kebab(name)}-${key.replaceAll('_', '-')}-${form}`]: {
    summary: `The property ${key} in the answer of ${name} is ${form.replaceAll('-', ' ')}.`,
    violates,
    spoil: changeBody([name], (body) => {
      const value = forms[form](body[key]);
      return value === undefined ? omit(body, key) : { ...body, [key]: value };
    }),
  },
}));
