import type { CaseBody } from '../../../harness/run/case.ts';
import { membershipsAtOnce } from './memberships.ts';
import { readsDuringWrites } from './reads.ts';
import { roomsAtOnce } from './rooms.ts';
import { sendsAtOnce } from './sends.ts';
import { stateAtOnce } from './state.ts';

/** Requests that arrive at the same moment, each held to the requirement of its own operation. */
export const atOnce: Readonly<Record<string, CaseBody>> = {
  ...membershipsAtOnce,
  ...stateAtOnce,
  ...sendsAtOnce,
  ...roomsAtOnce,
  ...readsDuringWrites,
};
