import { plain } from '../plain.ts';
import type { ReportMismatch } from '../report.ts';

/** A signature is a line to read, not a record of everything that was received. */
const longest = 160;

/**
 * How something fails, in words that stay the same from run to run: what was looked at, a colon, what was received.
 * Of a received status, only the number counts; ids, long words with digits in them and numbers become ‹id› and ‹n›.
 * What a search receives differs from run to run, so its signature is only what was looked at.
 */
export function signatureOf(mismatch: ReportMismatch): string {
  const what = withoutIds(mismatch.what);
  return mismatch.counterexample === undefined ? `${what}: ${receivedOf(mismatch)}` : what;
}

/**
 * Whether a mismatch has a signature. A signature that says only what was looked at fits whatever was received, and
 * what a search found fits every signature that looked at the same thing.
 */
export function fits(signature: string, mismatch: ReportMismatch): boolean {
  const what = withoutIds(mismatch.what);
  if (signature === what) return true;
  return mismatch.counterexample === undefined
    ? signature === signatureOf(mismatch)
    : signature.startsWith(`${what}: `);
}

/** The text of an error is up to the server, so a status is compared by its number. */
function receivedOf({ received }: ReportMismatch): string {
  const status = /^status \d{3}\b/.exec(received)?.[0];
  return status ?? withoutIds(received);
}

function withoutIds(text: string): string {
  const replaced = plain(text, Number.MAX_SAFE_INTEGER)
    .replaceAll(/[@!#$+&][^\s"'\\,;[\]{}()<>]+:[\w.-]+(:\d+)?/g, '‹id›')
    .replaceAll(/\$[\w+/-]{16,}/g, '‹id›')
    .replaceAll(/\b(?=\w*\d)(?=\w*[A-Za-z])[\w-]{10,}/g, '‹id›')
    .replaceAll(/(?<![\w‹])-?\d+(\.\d+)?(?!\w)/g, '‹n›');
  return plain(replaced, longest);
}
