import { at } from '../../../harness/world/answers.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { wrongContents } from '../shared/sending/bodies.ts';
import { sendingFeedback } from './sending.ts';

/** The right content with one property replaced by each of the values, all for one requirement. */
const replaced =
  (requirement: RequirementId, property: string, values: readonly unknown[]) =>
  (good: object): readonly (readonly [RequirementId, object])[] =>
    values.map((value) => [requirement, { ...good, [property]: value }]);

/** A property that is missing, and one that is null: the model says that it is a string. */
const missing =
  (requirement: RequirementId, model: RequirementId, property: string) =>
  (good: object): readonly (readonly [RequirementId, object])[] => [
    [requirement, Object.fromEntries(Object.entries(good).filter(([key]) => key !== property))],
    [model, { ...good, [property]: null }],
  ];

/** Bodies that are not feedback. */
export const refusals: Readonly<Record<string, CaseBody>> = {
  'bad-type-is-refused': wrongContents(sendingFeedback, {
    title: 'Feedback of a type other than delivered and read is answered 400 and is not sent',
    requires: ['FEED-08'],
    contents: replaced('FEED-08', 'type', ['seen', '', 'READ', 'reads', ' read', 'delivered ']),
    byPut: true,
  }),
  'type-is-a-string': wrongContents(sendingFeedback, {
    title: 'Feedback whose type is not a string is answered 400 and is not sent',
    requires: ['MODEL-05'],
    contents: replaced('MODEL-05', 'type', [5, true, ['read'], { read: true }]),
  }),
  'missing-type-is-refused': wrongContents(sendingFeedback, {
    title: 'Feedback without a type is answered 400 and is not sent',
    requires: ['FEED-10', 'MODEL-05'],
    contents: missing('FEED-10', 'MODEL-05', 'type'),
    byPut: true,
  }),
  'missing-target-is-refused': wrongContents(sendingFeedback, {
    title: 'Feedback without a target_event_id is answered 400 and is not sent',
    requires: ['FEED-11', 'MODEL-04'],
    contents: missing('FEED-11', 'MODEL-04', 'target_event_id'),
    byPut: true,
  }),
  'target-is-a-string': wrongContents(sendingFeedback, {
    title: 'Feedback whose target_event_id is not a string is answered 400 and is not sent',
    requires: ['MODEL-04'],
    contents: (good) => {
      const values = [5, true, [at(good, 'target_event_id')], {}];
      return replaced('MODEL-04', 'target_event_id', values)(good);
    },
  }),
};
