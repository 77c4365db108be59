import type { Faults } from '../fault.ts';
import { roomAliasFaults } from './alias.ts';
import { roomConfigFaults } from './config.ts';
import { roomOptionFaults } from './options.ts';
import { newRoomFaults } from './room.ts';
import { togetherFaults } from './together.ts';

/** createRoom: what it reads, what it makes and what it answers. */
export const createRoomFaults: Faults = {
  ...roomAliasFaults,
  ...roomConfigFaults,
  ...roomOptionFaults,
  ...newRoomFaults,
  ...togetherFaults,
};
