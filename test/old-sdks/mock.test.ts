import { expect } from 'vitest';
import sdk004 from 'matrix-js-sdk-0.0.4';
import sdk022 from 'matrix-js-sdk-0.2.2';
import sdk030 from 'matrix-js-sdk-0.3.0';
import { startMock } from '../../mock/index.ts';
import { judgeRecording } from '../testing/judge-recording.ts';
import { callbackSdk } from './callback-sdk.ts';
import { emittingSdk } from './emitting-sdk.ts';
import { type LivingTarget, livesOn } from './lives-on.ts';

const sdks = [callbackSdk(sdk004), emittingSdk('0.2.2', sdk022), emittingSdk('0.3.0', sdk030)];

/**
 * A world under a path prefix; in the end, nothing that the client sent may violate the client register, and no export of the
 * journal shows anything against either side.
 */
async function startWorld(): Promise<LivingTarget> {
  const mock = await startMock();
  const world = mock.world({ seed: 1 });
  return {
    url: world.url,
    close: async () => {
      const violations = world.violations();
      const exports = await Promise.all(
        ['json', 'har'].map(async (format) =>
          (await fetch(`${world.url}/_mock/journal?format=${format}`)).text(),
        ),
      );
      await mock.close();
      expect(violations).toEqual([]);
      for (const text of exports) {
        const { findings, subject } = await judgeRecording(text, '--complete');
        expect(findings).toEqual([]);
        expect(subject.traffic.answered).toBeGreaterThan(0);
      }
    },
  };
}

for (const sdk of sdks) livesOn(sdk, 'a world of the mock', startWorld);
