import type { Mismatch } from '../../harness/judge/verdict.ts';
import { plain } from '../plain.ts';

/** A signature is a line to read, not a record of all that was received. */
const longest = 160;

/**
 * In which way something fails, in words that stay the same from run to run: what was looked at, a colon, what was
 * received. Of a received status only the number counts; ids, long words with digits in them and numbers stand as ‹id›
 * and ‹n›. What a search receives differs from run to run, so of its findings only what was looked at counts.
 */
export function signatureOf(mismatch: Mismatch): string {
  const what = steady(mismatch.what);
  return mismatch.counterexample === undefined ? `${what}: ${receivedOf(mismatch)}` : what;
}

/**
 * Whether something fails in the way that a signature tells. One that tells only what was looked at fits whatever was
 * received; so does every one where a search found it.
 */
export function fits(signature: string, mismatch: Mismatch): boolean {
  const what = steady(mismatch.what);
  if (signature === what) return true;
  return mismatch.counterexample === undefined
    ? signature === signatureOf(mismatch)
    : signature.startsWith(`${what}: `);
}

/** An error's text is the server's own affair; statuses are looked at by their number. */
function receivedOf({ received }: Mismatch): string {
  const status = /^status \d{3}\b/.exec(received)?.[0];
  return status ?? steady(received);
}

function steady(text: string): string {
  const still = plain(text, Number.MAX_SAFE_INTEGER)
    .replaceAll(/[@!#$+&][^\s"'\\,;[\]{}()<>]+:[\w.-]+(:\d+)?/g, '‹id›')
    .replaceAll(/\$[\w+/-]{16,}/g, '‹id›')
    .replaceAll(/\b(?=\w*\d)(?=\w*[A-Za-z])[\w-]{10,}/g, '‹id›')
    .replaceAll(/(?<![\w‹])-?\d+(\.\d+)?(?!\w)/g, '‹n›');
  return plain(still, longest);
}
