import { expect, it } from 'vitest';
import {
  answerOf,
  shapeOf,
  statusOf,
  symptomOf,
  viewAfterRefusal,
  viewBesides,
} from './symptoms.ts';

it.each([
  [statusOf('ban'), 'status'],
  [viewAfterRefusal('state'), 'unchanged'],
  [viewBesides('state'), 'content'],
  [answerOf('ban'), 'shape'],
  [shapeOf('get_topic', ''), 'content'],
  ['topic that member reads', 'content'],
])('%s is the symptom %s', (what, symptom) => {
  expect(symptomOf(what)).toBe(symptom);
});
