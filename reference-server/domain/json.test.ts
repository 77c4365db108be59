import { describe, expect, it } from 'vitest';
import { ApiError } from '../errors.ts';
import { readObject, readOptionalObject } from './json.ts';

function errcodeOf(body: string | Buffer): string {
  try {
    readObject(Buffer.from(body));
  } catch (thrown) {
    if (thrown instanceof ApiError && thrown.status === 400) return thrown.errcode;
    throw thrown;
  }
  return 'none';
}

function nested(depth: number): string {
  return `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
}

describe('readObject', () => {
  it('reads an object of any content', () => {
    const text = '{"a":[1,{"b":null}],"é":"☕","n":-1.5,"__proto__":{"x":true},"":false}';
    expect(JSON.stringify(readObject(Buffer.from(text)))).toBe(text);
  });

  it.each(['', ' ', '{', '{"a":1', '{a:1}', "{'a':1}", '{"a":1}x', 'undefined', '{"a":NaN}'])(
    'calls %j no JSON',
    (text) => {
      expect(errcodeOf(text)).toBe('M_NOT_JSON');
    },
  );

  it.each(['[]', '[{}]', '"{}"', '5', 'null', 'true'])('calls %s no object', (text) => {
    expect(errcodeOf(text)).toBe('M_BAD_JSON');
  });

  it('calls bytes that are no UTF-8 no JSON', () => {
    const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect(errcodeOf(bytes)).toBe('M_NOT_JSON');
  });

  it('refuses what it could not give back', () => {
    expect(errcodeOf('{"a":9007199254740993}')).toBe('M_BAD_JSON');
    expect(errcodeOf('{"a":[1e999]}')).toBe('M_BAD_JSON');
    expect(errcodeOf('{"a":9007199254740991}')).toBe('none');
  });

  it('refuses nesting that would break whoever walks it', () => {
    expect(errcodeOf(nested(30_000))).toBe('M_BAD_JSON');
    expect(errcodeOf(nested(50))).toBe('none');
  });
});

describe('readOptionalObject', () => {
  it('takes no body for an empty one, and nothing else', () => {
    expect(readOptionalObject(Buffer.alloc(0))).toEqual({});
    expect(readOptionalObject(Buffer.from('{"a":1}'))).toEqual({ a: 1 });
    expect(() => readOptionalObject(Buffer.from('null'))).toThrow('not a JSON object');
  });
});
