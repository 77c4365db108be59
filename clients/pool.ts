import type { Driver } from './driver/driver.ts';

/** Drivers that are lent out, one scenario each. */
export interface DriverPool {
  /**
   * Waits for a driver.
   * @param place who has the lowest is served first, so that what waited for a control does not go to the end
   * @returns null once the pool is closed
   */
  readonly take: (place: number) => Promise<Driver | null>;
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
  const waiting: { readonly place: number; readonly serve: (driver: Driver | null) => void }[] = [];
  let opened = 0;
  let allowed = 1;
  let isClosed = false;

  const lend = (): void => {
    while (waiting.length > 0 && (free.length > 0 || opened < allowed)) {
      const next = free.pop();
      if (next === undefined) opened += 1;
      waiting.shift()?.serve(next ?? open());
    }
  };
  return {
    take: (place) =>
      isClosed
        ? Promise.resolve(null)
        : new Promise((serve) => {
            const later = waiting.findIndex((one) => one.place > place);
            waiting.splice(later < 0 ? waiting.length : later, 0, { place, serve });
            lend();
          }),
    giveBack(driver, parallel) {
      free.push(driver);
      if (parallel !== null) allowed = Math.min(most, Math.max(1, parallel));
      lend();
    },
    close() {
      isClosed = true;
      for (const { serve } of waiting.splice(0)) serve(null);
    },
  };
}
