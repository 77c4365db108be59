import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { ForeignText, pretty, visible } from './foreign-text.tsx';

describe('text of a target', () => {
  it('stands as text, whatever markup it is', () => {
    const html = renderToString(h(ForeignText, { text: '<img src=x onerror=alert(1)>&' }));
    expect(html).toBe('<bdi class="foreign">&lt;img src=x onerror=alert(1)>&amp;</bdi>');
  });

  it('shows what nobody would see', () => {
    expect(visible('a\u0000b\u001B[31m\u007F\u0085\u202Ec\u2066\uFEFF\uD800')).toBe(
      'a␀b␛[31m␡‹U+0085›‹U+202E›c‹U+2066›‹U+FEFF›‹U+D800›',
    );
  });

  it('keeps lines, and characters beyond the first plane', () => {
    expect(visible('a\n\tb 👩‍👩‍👧 é')).toBe('a\n\tb 👩‍👩‍👧 é');
  });

  it('is cut where it is long, never within a character, and says how long it is', () => {
    const html = renderToString(h(ForeignText, { text: `${'x'.repeat(599)}👍${'y'.repeat(1e6)}` }));
    expect(html.length).toBeLessThan(1000);
    expect(html).toContain('xx…');
    expect(html).toContain('show all 1000601 characters');
    expect(html).not.toContain('\uD83D');
  });
});

describe('JSON laid out', () => {
  it('has a line for each value', () => {
    expect(pretty('{"a":[1,{"b":"c"}],"d":{},"e":[]}')).toBe(
      '{\n  "a": [\n    1,\n    {\n      "b": "c"\n    }\n  ],\n  "d": {},\n  "e": []\n}',
    );
  });

  it('keeps every character that matters as it was sent', () => {
    const sent = String.raw`{"n":1.0,"n":10000000000000000001,"s":"a\u0041 , : {\"}","e":1E2}`;
    expect(
      pretty(sent)
        .replaceAll(/\n */g, '')
        .replaceAll(/: (?!\{)/g, ':'),
    ).toBe(sent.replaceAll(/: (?!\{)/g, ':'));
  });

  it.each(['<html>', '{"a":', '', 'plain'])('leaves alone what is not JSON: %o', (text) => {
    expect(pretty(text)).toBe(text);
  });
});
