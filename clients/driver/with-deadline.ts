import type { Driver } from './driver.ts';
import type { DriverReply } from './protocol.ts';

/** A driver in this process that is given no longer than this for an instruction, in milliseconds. */
export function withDeadline(driver: Driver, deadline: number): Driver {
  const limited = async (reply: Promise<DriverReply>): Promise<DriverReply> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<DriverReply>((resolve) => {
      timer = setTimeout(
        () =>
          resolve({
            kind: 'lost',
            how: 'hung',
            why: `the driver did not answer within ${deadline / 1000} s`,
          }),
        deadline,
      );
    });
    const first = await Promise.race([reply, late]);
    clearTimeout(timer);
    return first;
  };
  return {
    start: (baseUrl, users) => limited(driver.start(baseUrl, users)),
    do: (instruction, as, args) => limited(driver.do(instruction, as, args)),
    end: driver.end,
  };
}
