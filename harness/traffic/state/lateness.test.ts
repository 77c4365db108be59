import { describe, expect, it } from 'vitest';
import { bob, scene } from '../testing/scene.ts';

describe('views that are late', () => {
  it('are one finding, once a later read shows what was accepted', () => {
    const { ban, read, wait, ofServer } = scene('private', { patience: 1000 });
    ban().answer(200);
    read(bob).answer(404, { errcode: 'M_NOT_FOUND', error: 'No.' });
    expect(ofServer()).toEqual([]);
    read(bob).answer(200, { membership: 'ban' });
    expect(ofServer().map(({ requirement }) => requirement)).toEqual(['CONV-24']);
    wait(5000);
    read(bob).answer(200, { membership: 'ban' });
    expect(ofServer()).toHaveLength(1);
  });

  it('that never show it are not late but wrong', () => {
    const { ban, read, wait, blamed } = scene('private', { patience: 1000 });
    ban().answer(200);
    wait(1001);
    read(bob).answer(404, { errcode: 'M_NOT_FOUND', error: 'No.' });
    expect(blamed()).toEqual(['BAN-03']);
  });
});
