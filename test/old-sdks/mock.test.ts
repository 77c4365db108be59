import { expect } from 'vitest';
import sdk004 from 'matrix-js-sdk-0.0.4';
import sdk022 from 'matrix-js-sdk-0.2.2';
import sdk030 from 'matrix-js-sdk-0.3.0';
import { startMock } from '../../mock/index.ts';
import { callbackSdk } from './callback-sdk.ts';
import { emittingSdk } from './emitting-sdk.ts';
import { type LivingTarget, livesOn } from './lives-on.ts';

const sdks = [callbackSdk(sdk004), emittingSdk('0.2.2', sdk022), emittingSdk('0.3.0', sdk030)];

/** A world under a path prefix; in the end, nothing that the client sent may violate the client register. */
async function startWorld(): Promise<LivingTarget> {
  const mock = await startMock();
  const world = mock.world({ seed: 1 });
  return {
    url: world.url,
    close: async () => {
      const violations = world.violations();
      await mock.close();
      expect(violations).toEqual([]);
    },
  };
}

for (const sdk of sdks) livesOn(sdk, 'a world of the mock', startWorld);
