import type { Faults } from '../fault.ts';
import { stateSlotFaults } from './slots.ts';
import { setStateFaults } from './setting.ts';

/** send_state_event: who may set state, and where it is stored. */
export const sendStateEventFaults: Faults = { ...setStateFaults, ...stateSlotFaults };
