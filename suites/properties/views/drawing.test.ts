import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { series } from '../../../harness/model/index.ts';
import { createDraw } from './drawing.ts';
import { isAllowed } from './moves.ts';
import { settingNames } from './settings.ts';
import { type Name, type Step, steps } from './steps.ts';

/** As many series as a default run plays. */
function drawn(seed: number): readonly (readonly Step[])[] {
  const draw = createDraw({ membersInvite: true, offers: () => true, settings: settingNames });
  return sample(series({ draw, step: steps.any }), { seed, numRuns: 11 });
}

describe.each([1, 2, 3])('series that are drawn (seed %i)', (seed) => {
  const all = drawn(seed);

  it('have nearly all messages and events that there are, by form, sender and content', () => {
    for (const kind of ['message', 'event']) {
      const sent = all
        .flat()
        .flatMap((step) =>
          step.do === 'send' && step.kind === kind
            ? [`${step.form} ${step.who} ${step.content}`]
            : [],
        );
      expect(new Set(sent).size).toBeGreaterThanOrEqual(34);
    }
  });

  it('write nearly every setting with every content', () => {
    const written = all
      .flat()
      .flatMap((step) => (step.do === 'set' ? [`${step.setting} ${step.content}`] : []));
    expect(new Set(written).size).toBeGreaterThanOrEqual(50);
  });

  it('can be played where the target does what it must', () => {
    for (const one of all) {
      const rooms = new Map<number, { isPublic: boolean; memberships: Map<Name, string> }>();
      for (const step of one) {
        expect(steps.read(step)).toBe(step);
        const room = rooms.get(step.room);
        if (step.do === 'room') {
          expect(room).toBeUndefined();
          const memberships = new Map<Name, string>([['alice', 'join']]);
          rooms.set(step.room, { isPublic: step.topic, memberships });
          continue;
        }
        if (room === undefined) throw new Error(`room ${step.room} is not there yet`);
        if (step.do === 'send') expect(room.memberships.get(step.who)).toBe('join');
        if (step.do !== 'move') continue;
        expect(isAllowed({ ...room, membersInvite: true }, step)).toBe(true);
        room.memberships.set(step.who, step.move === 'kick' ? 'leave' : step.move);
      }
    }
  });
});
