import { expect, it } from 'vitest';
import { createScreen } from './screen.ts';

/** As much of a terminal as a screen needs: it writes, goes up, and clears. */
function terminal(columns: number) {
  let rows: string[] = [''];
  let row = 0;
  let writes = 0;
  const note = (text: string): void => {
    writes += 1;
    // oxlint-disable-next-line no-control-regex -- it reads what is written for a terminal
    for (const [part] of text.matchAll(/\u001B\[\??\d*[A-Zhl]|\n|\r|[^\u001B\n\r]+/g)) {
      if (part === '\n') row += 1;
      else if (part.endsWith('F') && part.startsWith('\u001B'))
        row -= Number.parseInt(part.slice(2), 10);
      else if (part === '\u001B[J') rows = rows.slice(0, row);
      else if (!part.startsWith('\u001B') && part !== '\r') rows[row] = part;
      rows[row] ??= '';
    }
  };
  return {
    note,
    columns,
    text: () => rows.slice(0, row),
    below: () => rows.slice(row),
    writes: () => writes,
  };
}

it('redraws its lines, below those that stay', () => {
  const page = terminal(80);
  const screen = createScreen(page);
  screen.draw(['one', 'two', 'three']);
  screen.draw(['four', 'five'], ['a failure']);
  expect(page.text()).toEqual(['a failure', 'four', 'five']);
  screen.draw(['six'], ['another']);
  expect(page.text()).toEqual(['a failure', 'another', 'six']);
  expect(page.below()).toEqual(['']);
  screen.clear();
  expect(page.text()).toEqual(['a failure', 'another']);
  expect(page.writes()).toBe(4);
});
it('writes nothing if nothing has changed, or nothing was drawn', () => {
  const page = terminal(80);
  const screen = createScreen(page);
  screen.clear();
  expect(page.writes()).toBe(0);
  screen.draw(['one']);
  screen.draw(['one']);
  expect(page.writes()).toBe(1);
});
it('counts the rows that a line takes after the terminal was made narrower', () => {
  let written = '';
  const around = { columns: 80, note: (text: string) => void (written = text) };
  const screen = createScreen(around);
  screen.draw([`\u001B[32m${'x'.repeat(60)}\u001B[39m`, 'y']);
  around.columns = 40;
  screen.draw(['z']);
  expect(written).toContain('\u001B[3F');
});
it('never hides the cursor', () => {
  let written = '';
  const screen = createScreen({ columns: 80, note: (text) => void (written += text) });
  screen.draw(['one']);
  screen.clear();
  expect(written).not.toContain('?25');
});
