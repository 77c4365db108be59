import { describe, expect, it } from 'vitest';
import { world } from './testing/client.ts';

const members = '/rooms/!r:h/members';

describe('the access token', () => {
  it.each([
    ['in the query', `${members}?access_token=a`, {}],
    ['in the query, encoded', `${members}?limit=5&access_token=a%2Fb%2Bc%3D`, {}],
    ['in the query, with a + as it is', `${members}?access_token=a+b`, {}],
    ['in the header', members, { authorization: 'Bearer a.b-c~d+e/f==' }],
    ['in the header, in lower case', members, { authorization: 'bearer  a' }],
    [
      'in the query, beside a password for a gateway',
      `${members}?access_token=a`,
      { authorization: 'Basic YTpi' },
    ],
    ['in a way that nobody knows', members, { authorization: 'MAC id="a"' }],
  ])('is right %s', (_, path, headers) => {
    expect(world().ask('GET', path, { token: null, headers }).findings).toEqual([]);
  });

  it.each([
    ['is missing', members, {}, 'CLIENT-07'],
    ['is empty', `${members}?access_token=`, {}, 'CLIENT-07'],
    ['is empty in the header', members, { authorization: 'Bearer ' }, 'CLIENT-07'],
    ['has another name', `${members}?token=a`, {}, 'CLIENT-07'],
    ['is in both places', `${members}?access_token=a`, { authorization: 'Bearer a' }, 'CLIENT-28'],
    ['is there twice', `${members}?access_token=a&access_token=a`, {}, 'CLIENT-28'],
    ['is there twice in the header', members, { authorization: 'Bearer a, Bearer a' }, 'CLIENT-28'],
  ])('%s', (_, path, headers, requirement) => {
    const { findings } = world().ask('GET', path, { token: null, headers });
    expect(findings.map((one) => one.requirement)).toEqual([requirement]);
  });

  it('never stands in a finding', () => {
    const { ask } = world();
    const headers = { authorization: 'Bearer sesame-1' };
    const { findings } = ask('GET', `${members}?access_token=sesame-2&limit=x`, {
      token: null,
      headers,
    });
    expect(findings).toHaveLength(2);
    expect(JSON.stringify(findings)).not.toContain('sesame');
  });
});
