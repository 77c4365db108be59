import { expect, it } from 'vitest';
import { passed } from '../../reports/testing/sample.ts';
import { unpainted } from '../../reports/paint.ts';
import { createProgress } from './progress.ts';
import { coloured, type Surroundings } from './surroundings.ts';

function screen(live: boolean) {
  let text = '';
  const around: Surroundings = {
    out: () => {},
    note: (more) => {
      text += more;
    },
    live,
    columns: 40,
    paint: unpainted,
    notePaint: unpainted,
    env: {},
    interrupted: new AbortController().signal,
  };
  return { progress: createProgress(around, 'headline'), text: () => text };
}

const play = ({ progress }: ReturnType<typeof screen>) => {
  progress.tell({ kind: 'started', cases: 200 });
  for (let i = 0; i < 200; i += 1) {
    progress.tell({ kind: 'began', case: 'leave/a' });
    progress.tell({ kind: 'finished-case', outcome: passed('leave/a') });
  }
  progress.end();
};

it('without a terminal, a line for each tenth of the cases', () => {
  const page = screen(false);
  play(page);
  const lines = page.text().trimEnd().split('\n');
  expect(lines).toHaveLength(11);
  expect(lines[0]).toBe('headline');
  expect(lines.at(-1)).toBe('200 of 200 cases: 200 passed');
});
it('on a terminal, one line that fits and is taken away at the end', () => {
  const page = screen(true);
  play(page);
  const drawn = page.text().split('\r\u001B[K');
  expect(drawn.length).toBeGreaterThan(1);
  expect(Math.max(...drawn.map((line) => line.length))).toBeLessThan(40);
  expect(drawn.at(-1)).toBe('');
});
it('colours are for people, unless the environment decides', () => {
  expect(coloured({}, true)).toBe(true);
  expect(coloured({}, false)).toBe(false);
  expect(coloured({ TERM: 'dumb' }, true)).toBe(false);
  expect(coloured({ NO_COLOR: '1' }, true)).toBe(false);
  expect(coloured({ NO_COLOR: '' }, true)).toBe(true);
  expect(coloured({ FORCE_COLOR: '1' }, false)).toBe(true);
  expect(coloured({ FORCE_COLOR: '0' }, true)).toBe(false);
});
