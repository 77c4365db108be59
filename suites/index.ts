import type { Case } from '../harness/run/case.ts';
import { getTopic } from './operations/get-topic.ts';

/** Every case, suite by suite, in alphabetical order. */
export const cases: readonly Case[] = [...getTopic];
