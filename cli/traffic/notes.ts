import { type Skip, skips } from '../../recordings/exchange.ts';
import type { Break } from '../../recordings/one-server.ts';
import type { PlayedRecording } from '../../recordings/play.ts';
import type { RecordingEnd, RecordingItem } from '../../recordings/read.ts';
import { count, some } from '../../reports/plain.ts';

/** What of recordings was not judged, as it is counted while they are read. */
export class Unjudged {
  readonly #names: readonly string[];
  readonly #skipped = new Map<Skip, number>();
  readonly #examples: string[] = [];
  readonly #broken: string[] = [];
  #unreadable = 0;
  #latin1 = 0;
  #untimed = 0;
  #entries = 0;

  /** @param names of the files */
  constructor(names: readonly string[]) {
    this.#names = names;
  }

  get entries(): number {
    return this.#entries;
  }

  skip(why: Skip): void {
    this.#skipped.set(why, (this.#skipped.get(why) ?? 0) + 1);
  }

  cannotRead(
    { entry, line, why, count: n }: Extract<RecordingItem, { readonly kind: 'unreadable' }>,
    file: number,
  ): void {
    this.#unreadable += n;
    if (this.#examples.length < 3)
      this.#examples.push(`entry ${entry} of ${this.#name(file)} (line ${line}) ${why}`);
  }

  hasNoTime(): void {
    this.#untimed += 1;
  }

  end({ entries, line, broken, latin1 }: RecordingEnd, file: number): void {
    this.#entries += entries;
    this.#latin1 += latin1;
    if (broken === null) return;
    this.#broken.push(
      `${this.#name(file)} ${broken} at line ${line}, after ${count(entries, 'whole entry', 'whole entries')}`,
    );
  }

  /** Why a recording is not whole, as a sentence without its full stop; null where all are. */
  get cut(): string | null {
    return this.#broken.length === 0 ? null : this.#broken.join('; ');
  }

  /** One sentence for each thing that was not judged. */
  notes(played: PlayedRecording): readonly string[] {
    const { companions, unjudged, elsewhere, begunAnew, twice, servers } = played;
    const hosts = new Set(servers.map(({ origin }) => origin.replace(/^[a-z]+:\/\//, '')));
    const own = [...elsewhere].filter(([host]) => hosts.has(host));
    const others = [...elsewhere].filter(([host]) => !hosts.has(host));
    const beside = companions + sum(own);
    return [
      ...(beside === 0
        ? []
        : [
            `${count(beside, 'request')} of these servers ${isAre(beside)} not of this API, such as a login or a sync`,
          ]),
      ...(others.length === 0
        ? []
        : [
            `${count(sum(others), 'request')} to ${count(others.length, 'other host')}: ${some(
              others.toSorted((a, b) => b[1] - a[1]).map(([host, n]) => `${host} (${n})`),
              5,
            )}`,
          ]),
      ...[...this.#skipped].map(
        ([why, n]) => `${count(n, 'entry', 'entries')} skipped: ${skips[why]}`,
      ),
      ...(this.#unreadable === 0
        ? []
        : [
            `${count(this.#unreadable, 'entry', 'entries')} cannot be read: ${this.#examples.join('; ')}`,
          ]),
      ...(this.#latin1 === 0
        ? []
        : [`${count(this.#latin1, 'entry', 'entries')} not in UTF-8, read as Latin-1`]),
      ...(this.#untimed === 0
        ? []
        : [
            `${count(this.#untimed, 'entry', 'entries')} without a time, so that nothing is known of their order`,
          ]),
      ...[...begunAnew].map(
        ([why, n]) => `${count(n, 'time')} ${breaks[why]}; what was seen before was forgotten`,
      ),
      ...(twice === 0 ? [] : [`${count(twice, 'entry', 'entries')} skipped: ${skips.twice}`]),
      ...(unjudged === 0
        ? []
        : [`${count(unjudged, 'request')} not judged, since there are too many servers`]),
    ];
  }

  #name(file: number): string {
    return this.#names[file] ?? 'the recording';
  }
}

const breaks: Readonly<Record<Break, string>> = {
  disorder: 'the recording went back in time or had too many requests open at once',
  pause: 'nothing was recorded for half an hour, in which a server may have begun anew',
  others:
    'a server was changed in a way that is not judged, although the recordings were called complete',
};

const isAre = (n: number): string => (n === 1 ? 'is' : 'are');

const sum = (pairs: readonly (readonly [string, number])[]): number =>
  pairs.reduce((all, [, n]) => all + n, 0);
