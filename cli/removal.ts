import { quoted } from '../reports/curl.ts';
import type { Settings } from './options/settings.ts';

/** What is said anew where a run is done only to write the list. */
const leftOut = ['report', 'known', 'update-known'];

/**
 * The command that removes from the list of known failures what passes now: out of the report, where one was written
 * as JSON; else the same run again.
 * @param given the flags, as typed
 * @param config the configuration file that was named
 */
export function removalBy(
  { gates, reports }: Pick<Settings, 'gates' | 'reports'>,
  given: Readonly<Record<string, unknown>>,
  config: string | null,
): string {
  const json = reports.find(({ format, path }) => format === 'json' && path !== null);
  if (json?.path !== null && json?.path !== undefined) return removal('report', [json.path], gates);
  const flags = Object.entries(given).filter(([key]) => !leftOut.includes(key));
  return [
    'rooms-conformance run',
    ...flags.map(([key, value]) => flagOf(key, value)),
    ...(config === null ? [] : [`--config ${quoted(config)}`]),
    updateOf(gates),
  ].join(' ');
}

/** The same for a command that reads reports. */
export const removal = (
  command: string,
  files: readonly string[],
  gates: Pick<Settings['gates'], 'known'>,
): string => ['rooms-conformance', command, ...files.map(quoted), updateOf(gates)].join(' ');

const updateOf = ({ known }: Pick<Settings['gates'], 'known'>): string =>
  `--known ${quoted(known ?? '')} --update-known`;

function flagOf(key: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? `--${key}` : `--no-${key}`;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return [`--${key}`, ...values.map((one) => quoted(String(one)))].join(' ');
}
