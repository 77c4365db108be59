import { expect, it } from 'vitest';
import {
  answerOf,
  foreignEventsIn,
  passiveFindings,
  shapeOf,
  statusOf,
  symptomOf,
  viewAfterRefusal,
  viewBesides,
} from './symptoms.ts';

it.each<readonly [string, string]>([
  [statusOf('ban'), 'status'],
  [viewAfterRefusal('state'), 'unchanged'],
  [viewBesides('state'), 'content'],
  [answerOf('ban'), 'shape'],
  [shapeOf('get_topic', ''), 'passive'],
  [shapeOf('get_messages', 'chunk/*/event_id'), 'passive'],
  [foreignEventsIn('get_messages'), 'passive'],
  ...Object.values(passiveFindings).map((what) => [what, 'passive'] as const),
  ['topic that member reads', 'content'],
])('%s is the symptom %s', (what, symptom) => {
  expect(symptomOf(what)).toBe(symptom);
});
