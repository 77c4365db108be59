import { describe, expect, it } from 'vitest';
import { performHere } from '../testing/context.ts';

const idsOf = async (...args: readonly string[]): Promise<readonly string[]> => {
  const rows: readonly { readonly id: string }[] = JSON.parse(
    (await performHere('list', '--json', ...args)).out,
  );
  return rows.map(({ id }) => id);
};

describe('--effort quick', () => {
  it('selects scripts among what --only matches', async () => {
    const all = await idsOf('--only', 'set_membership', 'membership-model');
    const quick = await idsOf('--only', 'set_membership', 'membership-model', '--effort', 'quick');
    expect(quick.length).toBeLessThan(all.length / 3);
    expect(quick.every((id) => id.startsWith('set_membership/') && all.includes(id))).toBe(true);
  });

  it('refuses options of properties, and a choice of properties alone', async () => {
    expect(await performHere('run', '--effort', 'quick', '--runs', '5')).toMatchObject({
      code: 2,
      note: '--effort quick runs no property, so that --runs has no effect; leave one of the two out',
    });
    const none = await performHere('list', '--effort', 'quick', '--only', 'membership-model');
    expect(none.code).toBe(2);
    expect(none.note).toMatch(/^none of the selected cases is in a quick run/);
  });
});
