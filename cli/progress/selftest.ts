import { plain } from '../../reports/plain.ts';
import type { SelftestEvent } from '../../selftest/selftest.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { cut } from '../../reports/document/width.ts';
import { type Progress, silent } from './progress.ts';
import { createScreen } from './screen.ts';

/** Milliseconds between two live lines. */
const pace = 80;

/**
 * Problems as they are found (an undetected fault is one where `mustDetect`); on a terminal also a live line, elsewhere a line for each
 * quarter.
 */
export function createSelftestProgress(
  context: ProcessContext,
  headline: string,
  { quiet, mustDetect }: { readonly quiet: boolean; readonly mustDetect: boolean },
): Progress<SelftestEvent> {
  if (quiet) return silent;
  const { note, live, notePaint } = context;
  const screen = createScreen(context);
  let [stage, size, done, drawn] = ['', 0, 0, 0];
  const advance = (name: string): void => {
    const quarter = Math.floor((done / size) * 4);
    done += 1;
    if (!live) {
      if (Math.floor((done / size) * 4) > quarter) note(`${stage}: ${done} of ${size}\n`);
      return;
    }
    if (performance.now() - drawn < pace) return;
    drawn = performance.now();
    const line = cut(
      plain(`${stage}: ${done} of ${size} · ${name}`),
      Math.max(20, context.columns - 1),
    );
    screen.draw([notePaint('quiet', line)]);
  };
  const report = (text: string): void => {
    screen.clear();
    note(`${notePaint('bad', '✗')} ${plain(text)}\n`);
  };
  note(`${notePaint('quiet', plain(headline))}\n`);
  return {
    update(event) {
      switch (event.kind) {
        case 'stage':
          [stage, size, done] = [event.stage, event.size, 0];
          return;
        case 'correct':
          if (event.result.falseAlarms.length > 0)
            report(`${event.result.id}: a correct server failed`);
          return advance(event.result.id);
        case 'fault':
          if (event.result.verdict !== 'detected' && mustDetect)
            report(`${event.result.id}: ${event.result.verdict}`);
          return advance(event.result.id);
        case 'case':
          if (event.fault === null) report(`${event.id}: the case detects no fault`);
          return advance(event.id);
        case 'requirement':
          return advance(event.id);
      }
    },
    end: screen.clear,
  };
}
