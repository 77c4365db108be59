import { forbidden } from '../errors.ts';
import { convention, type Fault } from './fault.ts';
import { before } from './spoiling.ts';
import { setters } from './state-slots.ts';

/** Who may set state. */
export const setterFaults: readonly Fault[] = [
  convention(
    'members-set-state',
    'Any member may set state.',
    ['STATE-17'],
    setters(['send_state_event'], (membership) => membership === 'join'),
  ),
  convention(
    'strangers-set-state',
    'A stranger may set state.',
    ['STATE-17'],
    setters(['send_state_event'], (membership) => membership === undefined),
  ),
  convention(
    'invited-set-state',
    'An invited user may set state.',
    ['STATE-17'],
    setters(['send_state_event'], (membership) => membership === 'invite'),
  ),
  convention(
    'leavers-set-state',
    'Somebody who left may set state.',
    ['STATE-17'],
    setters(['send_state_event'], (membership) => membership === 'leave'),
  ),
  convention(
    'banned-set-state',
    'A banned user may set state.',
    ['STATE-17'],
    setters(['send_state_event'], (membership) => membership === 'ban'),
  ),
  convention(
    'members-set-the-topic',
    'Any member may set the topic.',
    ['TOPIC-11'],
    setters(['set_topic'], (membership) => membership === 'join'),
  ),
  convention(
    'strangers-set-the-topic',
    'A stranger may set the topic.',
    ['TOPIC-11'],
    setters(['set_topic'], (membership) => membership === undefined),
  ),
  convention(
    'leavers-set-the-topic',
    'Somebody who left may set the topic.',
    ['TOPIC-11'],
    setters(['set_topic'], (membership) => membership === 'leave'),
  ),
  convention(
    'banned-set-the-topic',
    'A banned user may set the topic.',
    ['TOPIC-11'],
    setters(['set_topic'], (membership) => membership === 'ban'),
  ),
  convention(
    'invited-set-the-topic',
    'An invited user may set the topic.',
    ['TOPIC-11'],
    setters(['set_topic'], (membership) => membership === 'invite'),
  ),
  convention(
    'creator-cannot-set-the-topic',
    'The creator cannot set the topic.',
    ['CREATE-25', 'TOPIC-01'],
    before(['set_topic'], () => {
      throw forbidden('Not you.');
    }),
  ),
  convention(
    'creator-cannot-set-state',
    'The creator cannot set state.',
    ['CREATE-25', 'STATE-01', 'STATE-17'],
    before(['send_state_event'], () => {
      throw forbidden('Not you.');
    }),
  ),
];
