import { describe, expect, it } from 'vitest';
import { claimAlias, fullAlias, resolveAlias, type Aliases } from './aliases.ts';

describe('an alias', () => {
  it('is made of a localpart and a domain', () => {
    expect(fullAlias('tea', 'localhost')).toBe('#tea:localhost');
  });

  it('is claimed once, and stays where it was when it is claimed again', () => {
    const aliases: Aliases = new Map();
    claimAlias(aliases, '#tea:localhost', '!1:localhost');
    expect(() => claimAlias(aliases, '#tea:localhost', '!2:localhost')).toThrow('already taken');
    expect(resolveAlias(aliases, '#tea:localhost')).toBe('!1:localhost');
    expect(resolveAlias(aliases, '#constructor:localhost')).toBeUndefined();
  });
});
