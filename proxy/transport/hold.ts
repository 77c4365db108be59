import type { RawHeaders } from './headers.ts';
import type { Sink } from './sink.ts';

/** What was sent to a sink, to be sent again. */
type Step = (sink: Sink) => void;

/** Holds an answer back for some time, and then passes it on. */
export function delay(inner: Sink, milliseconds: number): Sink {
  let steps: Step[] | null = null;
  let drained: (() => void)[] = [];
  const begin = (): void => {
    steps = [];
    setTimeout(() => {
      const held = steps ?? [];
      steps = null;
      for (const step of held) step(inner);
      const calls = drained;
      drained = [];
      for (const call of calls) call();
    }, milliseconds);
  };
  return {
    head(status, message, headers) {
      begin();
      steps?.push((sink) => sink.head(status, message, headers));
    },
    write(chunk) {
      if (steps === null) return inner.write(chunk);
      steps.push((sink) => sink.write(chunk));
      return false;
    },
    drained(call) {
      if (steps === null) inner.drained(call);
      else drained.push(call);
    },
    end(trailers) {
      if (steps === null) inner.end(trailers);
      else steps.push((sink) => sink.end(trailers));
    },
    cut() {
      if (steps === null) inner.cut();
      else steps.push((sink) => sink.cut());
    },
  };
}

/** Decides about an answer that has come whole. */
export interface Decision {
  /** The longest answer that is held, in bytes; a longer one passes. */
  readonly limit: number;
  /** @returns false where the client has been sent something else */
  readonly permits: () => boolean;
}

/** Holds an answer back until all of it is there and it was decided about. */
export function decide(inner: Sink, { limit, permits }: Decision): Sink {
  let steps: Step[] = [];
  let [size, isHeld] = [0, true];
  const release = (): void => {
    isHeld = false;
    for (const step of steps) step(inner);
    steps = [];
  };
  return {
    head(status, message, headers) {
      steps.push((sink) => sink.head(status, message, headers));
    },
    write(chunk) {
      if (!isHeld) return inner.write(chunk);
      size += chunk.length;
      let isFree = true;
      steps.push((sink) => (isFree = sink.write(chunk)));
      if (size > limit) release();
      return isFree;
    },
    drained: (call) => inner.drained(call),
    end(trailers: RawHeaders) {
      if (!isHeld) return inner.end(trailers);
      if (!permits()) return;
      release();
      inner.end(trailers);
    },
    cut: () => inner.cut(),
  };
}
