import { isObject } from '../domain/json.ts';
import { badJson } from '../errors.ts';
import { implied, type Fault } from './fault.ts';
import { flat, kept, mapped, sending, texts, withoutNulls } from './keeping.ts';
import { validating, within } from './spoiling.ts';

/** What any event may hold, and what becomes of it. */
export const contentFaults: readonly Fault[] = [
  implied(
    'empty-content-refused',
    'send_non_state_event refuses {}.',
    ['SEND-10', 'SEND-01', 'SEND-09'],
    within(
      ['send_non_state_event'],
      validating(({ object }) => ({
        object: (body) => {
          const content = object(body);
          if (Object.keys(content).length === 0) throw badJson('Empty.');
          return content;
        },
      })),
    ),
  ),
  implied(
    'nested-content-refused',
    'send_non_state_event refuses contents within contents.',
    ['SEND-10', 'MODEL-29', 'SEND-09'],
    within(
      ['send_non_state_event'],
      validating(({ object }) => ({
        object: (body) => {
          const content = object(body);
          if (Object.values(content).some((value) => typeof value === 'object'))
            throw badJson('Nested.');
          return content;
        },
      })),
    ),
  ),
  implied(
    'nested-content-flattened',
    'Values within contents become strings like [object Object].',
    ['SEND-10', 'MODEL-29'],
    kept(['send_non_state_event'], flat),
  ),
  implied(
    'values-become-strings',
    'Every value of a content becomes a string.',
    ['MODEL-29', 'SEND-10'],
    kept(['send_non_state_event', 'send_state_event'], texts),
  ),
  implied(
    'nulls-dropped',
    'Keys that are null are dropped from contents, at any depth.',
    ['SEND-10', 'MODEL-29'],
    kept(['send_non_state_event', 'send_state_event', 'send_message'], (content) => {
      const rest = withoutNulls(content);
      return isObject(rest) ? rest : content;
    }),
  ),
  implied(
    'lists-cut-short',
    'Lists in contents lose their last element.',
    ['SEND-10', 'MODEL-29'],
    kept(
      ['send_non_state_event'],
      mapped((value) => (Array.isArray(value) ? value.slice(0, -1) : value)),
    ),
  ),
  implied(
    'send-keeps-nothing',
    'What is sent is kept with an empty content.',
    ['SEND-03', 'SEND-10'],
    kept(sending, (content) =>
      typeof content['msgtype'] === 'string' ? { msgtype: content['msgtype'] } : {},
    ),
  ),
];
