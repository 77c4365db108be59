import type { Driver } from './driver/driver.ts';

/** Drivers that are lent out, one scenario each. */
export interface DriverPool {
  /** Waits for a driver in the order of asking. @returns null once the pool is closed */
  readonly take: () => Promise<Driver | null>;
  /** @param parallel how many of its kind can play at once, as the driver says; null where it did not say */
  readonly giveBack: (driver: Driver, parallel: number | null) => void;
  /** Lends out no more. */
  readonly close: () => void;
}

/**
 * Makes a pool. It begins with one driver, for only a driver that has started says how many can play at once.
 * @param most the most drivers, whatever they say
 */
export function createDriverPool({
  open,
  most,
}: {
  readonly open: () => Driver;
  readonly most: number;
}): DriverPool {
  const free: Driver[] = [];
  const waiting: ((driver: Driver | null) => void)[] = [];
  let opened = 0;
  let allowed = 1;
  let isClosed = false;

  const lend = (): void => {
    while (waiting.length > 0 && (free.length > 0 || opened < allowed)) {
      const next = free.pop();
      if (next === undefined) opened += 1;
      waiting.shift()?.(next ?? open());
    }
  };
  return {
    take: () =>
      isClosed
        ? Promise.resolve(null)
        : new Promise((resolve) => {
            waiting.push(resolve);
            lend();
          }),
    giveBack(driver, parallel) {
      free.push(driver);
      if (parallel !== null) allowed = Math.min(most, Math.max(1, parallel));
      lend();
    },
    close() {
      isClosed = true;
      for (const resolve of waiting.splice(0)) resolve(null);
    },
  };
}
