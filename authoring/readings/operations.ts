import type {
  Reading,
  SwaggerDocument,
  SwaggerOperation,
  SwaggerParameter,
} from '../swagger/document.ts';
import { typeOfKind } from '../swagger/read-type.ts';
import { editOperation } from './edit.ts';
import type { Rule } from './rule.ts';

/** A body that an operation takes without declaring one. */
const undeclaredBody = (nickname: string): Rule => ({
  id: `body-of-${nickname.replaceAll('_', '-')}`,
  defect: 'DEF-12',
  at: `${nickname}/consumes`,
  quote: '"consumes": ["application/json"]',
  text: 'The operation consumes JSON and declares no body: send an empty object, since some servers refuse a request without a body.',
  apply: (document, reading) =>
    withParameter(document, nickname, {
      name: 'body',
      in: 'body',
      type: typeOfKind('object'),
      required: false,
      description: 'An empty object.',
      several: false,
      pointer: null,
      readings: [reading],
    }),
});

/** Adds a parameter, unless the operation has one of its name. */
const withParameter = (
  document: SwaggerDocument,
  nickname: string,
  parameter: SwaggerParameter,
): SwaggerDocument =>
  editOperation(document, nickname, (operation) =>
    operation.parameters.some((one) => one.name === parameter.name && one.in === parameter.in)
      ? operation
      : { ...operation, parameters: [...operation.parameters, parameter] },
  );

const query = (
  name: string,
  type: SwaggerParameter['type'],
  description: string,
  reading: Reading,
): SwaggerParameter => ({
  name,
  in: 'query',
  type,
  required: false,
  description,
  several: false,
  pointer: null,
  readings: [reading],
});

/** Readings of the operations of the rooms API. */
export const operationRules: readonly Rule[] = [
  undeclaredBody('join_room'),
  undeclaredBody('leave'),
  undeclaredBody('join'),
  {
    id: 'direction-of-messages',
    defect: 'DEF-03',
    at: 'get_messages/summary',
    quote: 'Get a list of messages for this room.',
    text: 'Pages need a direction, which the declaration forgets; without it servers differ (reading messages-order).',
    apply: (document, reading) =>
      withParameter(
        document,
        'get_messages',
        query(
          'dir',
          typeOfKind('string', { values: ['b', 'f'] }),
          'The direction of the page: b for backwards in time, f for forwards.',
          reading,
        ),
      ),
  },
  {
    id: 'limit-of-initial-sync',
    defect: 'DEF-05',
    at: 'models/InitialSyncRoomData/properties/messages',
    quote: 'governed by the limit parameter',
    text: 'The description speaks of a parameter limit that the operation does not declare.',
    apply: (document, reading) =>
      withParameter(
        document,
        'get_room_sync_data',
        query('limit', typeOfKind('integer'), 'The maximum number of messages to return.', reading),
      ),
  },
  {
    id: 'join-by-post',
    defect: 'DEF-02',
    at: 'join/method',
    quote: 'PUT',
    text: 'Servers serve this operation as a POST, and many of them as a POST only (reading bare-put-join).',
    apply: noted('join'),
  },
];

/** Only tells a reading at an operation. */
function noted(nickname: string): Rule['apply'] {
  return (document, reading) =>
    editOperation(document, nickname, (operation: SwaggerOperation) => ({
      ...operation,
      readings: [...operation.readings, reading],
    }));
}
