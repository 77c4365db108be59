/** Waits for a target that may be silent for some time. */
export interface Patience {
  /** It is the target's turn from now on. */
  readonly begin: () => void;
  /** It is not: the client has to send, or to read. */
  readonly pause: () => void;
  readonly end: () => void;
}

/** Calls back once the target has been silent for some milliseconds. */
export function createPatience(milliseconds: number, onSilence: () => void): Patience {
  let isTurn = false;
  let isOver = false;
  const timer = setTimeout(() => {
    if (!isOver && isTurn) onSilence();
  }, milliseconds);
  return {
    begin() {
      isTurn = true;
      if (!isOver) timer.refresh();
    },
    pause() {
      isTurn = false;
    },
    end() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
