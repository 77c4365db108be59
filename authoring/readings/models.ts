import type { Reading, SwaggerProperty } from '../swagger/document.ts';
import { typeOfKind } from '../swagger/read-type.ts';
import { editModel, editProperty } from './edit.ts';
import type { Rule } from './rule.ts';

/** A property that must be there, although nothing says that it is required. */
const required = (model: string, name: string, quote: string, text: string): Rule => ({
  id: `required-${model.toLowerCase()}-${name.replaceAll('_', '-')}`,
  defect: 'DEF-10',
  at: `models/${model}/properties/${name}`,
  quote,
  text,
  apply: (document, reading) =>
    editProperty(document, model, name, (property) =>
      property.required ? property : read({ ...property, required: true }, reading),
    ),
});

const read = <T extends { readonly readings: readonly Reading[] }>(
  one: T,
  reading: Reading,
): T => ({
  ...one,
  readings: [...one.readings, reading],
});

const added = (
  name: string,
  kind: 'string' | 'object',
  description: string,
  reading: Reading,
): SwaggerProperty => ({
  name,
  type: typeOfKind(kind),
  required: false,
  description,
  pointer: null,
  readings: [reading],
});

/** Readings of the models of the rooms API. */
export const modelRules: readonly Rule[] = [
  required(
    'Topic',
    'topic',
    'The topic text',
    'A topic without its text is refused, and never answered.',
  ),
  required(
    'Member',
    'membership',
    'Enum: The membership state of this member.',
    'set_membership documents the refusal "No membership key."',
  ),
  required(
    'InviteRequest',
    'user_id',
    'The fully-qualified user ID.',
    'Nobody can be invited without it.',
  ),
  required(
    'BanRequest',
    'user_id',
    'The fully-qualified user ID.',
    'Nobody can be banned without it.',
  ),
  required(
    'MessageEvent',
    'content',
    '"type": "Message"',
    'Every event that is listed has content.',
  ),
  required('MemberEvent', 'content', '"type": "Member"', 'Every event that is listed has content.'),
  {
    id: 'membership-ban',
    defect: 'DEF-01',
    at: 'models/Member/properties/membership',
    quote: 'Enum: The membership state of this member.',
    text: 'The membership of somebody whom the operation ban has banned is "ban", which the enum forgets.',
    apply: (document, reading) =>
      document.operations.some(({ nickname }) => nickname === 'ban')
        ? editProperty(document, 'Member', 'membership', (property) => {
            const { values } = property.type;
            if (values === null || values.includes('ban')) return property;
            return read(
              { ...property, type: { ...property.type, values: [...values, 'ban'] } },
              reading,
            );
          })
        : document,
  },
  {
    id: 'feedback-types',
    defect: 'DEF-06',
    at: 'models/Feedback/properties/type',
    quote: "Either 'delivered' or 'read'.",
    text: 'The words are an enum; send_feedback refuses any other type.',
    apply: (document, reading) =>
      editProperty(document, 'Feedback', 'type', (property) =>
        property.type.values === null
          ? read(
              { ...property, type: { ...property.type, values: ['delivered', 'read'] } },
              reading,
            )
          : property,
      ),
  },
  {
    id: 'member-events-are-events',
    defect: 'DEF-04',
    at: 'models/MemberEvent',
    quote: '"type": "Member"',
    text: 'A MemberEvent inherits from Event as a MessageEvent does, although subTypes does not list it.',
    apply: (document, reading) =>
      document.models.has('Event')
        ? editModel(document, 'MemberEvent', (model) =>
            model.bases.includes('Event')
              ? model
              : read({ ...model, bases: [...model.bases, 'Event'] }, reading),
          )
        : document,
  },
  {
    id: 'member-pages-have-tokens',
    defect: 'DEF-04',
    at: 'models/MemberPaginationChunk/properties/chunk',
    quote: 'A list of member events.',
    text: 'start and end of a page of members are as those of a page of messages, and may be missing.',
    apply: (document, reading) =>
      editModel(document, 'MemberPaginationChunk', (model) => {
        const tokens = (document.models.get('PaginationChunk')?.properties ?? []).filter(
          ({ name }) => !model.properties.some((one) => one.name === name),
        );
        if (model.bases.includes('PaginationChunk') || tokens.length === 0) return model;
        return {
          ...model,
          properties: [
            ...model.properties,
            ...tokens.map((one) => read({ ...one, required: false, pointer: null }, reading)),
          ],
        };
      }),
  },
  {
    id: 'other-events-among-messages',
    defect: 'DEF-17',
    at: 'models/MessageEvent/properties/content',
    quote: '"type": "Message"',
    text: 'Lists of messages hold every event of the room; only the content of an m.room.message is a Message.',
    apply: (document, reading) =>
      editModel(document, 'MessageEvent', (model) => ({
        ...model,
        conditions: [
          ...model.conditions,
          { key: 'type', value: 'm.room.message', property: 'content', model: 'Message' },
        ],
        properties: model.properties.map((property) =>
          property.name === 'content' && property.type.model === 'Message'
            ? read({ ...property, type: typeOfKind('object') }, reading)
            : property,
        ),
      })),
  },
  {
    id: 'keys-of-events',
    defect: 'DEF-09',
    at: 'models/Event/properties/type',
    quote: 'The event type.',
    text: 'State cannot be read without these keys, which every server sends; the model does not have them.',
    apply: (document, reading) =>
      editModel(document, 'Event', (model) => {
        const more = [
          added('content', 'object', 'The content of the event.', reading),
          added('state_key', 'string', 'The state key of a state event.', reading),
          added('user_id', 'string', 'The user who sent the event.', reading),
        ].filter(({ name }) => !model.properties.some((one) => one.name === name));
        return { ...model, properties: [...model.properties, ...more] };
      }),
  },
  {
    id: 'alias-is-a-localpart',
    defect: 'DEF-33',
    at: 'models/RoomConfig/properties/room_alias_name',
    quote: 'The alias to give the new room.',
    text: 'This is the part of the alias between # and the colon; room_alias of the answer is the whole alias.',
    apply: (document, reading) =>
      editProperty(document, 'RoomConfig', 'room_alias_name', (property) =>
        read(property, reading),
      ),
  },
];
