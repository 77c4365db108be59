import { suite } from '../../../harness/run/case.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';
import { unusual } from './unusual.ts';
import { views } from './views.ts';

/** PUT /rooms/{roomId}/state/m.room.topic. */
export const setTopic = suite('set_topic', { ...success, ...unusual, ...views, ...refusals });
