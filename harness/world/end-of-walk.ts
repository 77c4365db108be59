/** A page as the end of a walk is known by it: which events, and the tokens at both ends. */
export interface TokenPage {
  readonly ids: readonly string[];
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/** Pages in a row without a new event after which nothing more is expected. */
const mostIdle = 10;

/**
 * Whether the last of these pages is the last of its walk. An empty or a short page is not (traps: current, 17): only a
 * missing `end`, or one that is where the page began where the page brought nothing new. Equal tokens are one place, but
 * a target may give one place a new token in every answer; there a walk ends after ten pages that bring nothing new.
 * @param from the token that the last page was asked for with
 */
export function isEnd(pages: readonly TokenPage[], from: string | undefined): boolean {
  const page = pages.at(-1);
  if (page === undefined) return false;
  if (page.end === undefined) return true;
  if (isAnyNew(pages)) return false;
  const isSamePlace = page.end === from || page.end === page.start || page.end === '';
  return isSamePlace || idleAtEnd(pages) >= mostIdle;
}

/** Whether the last page has an event that none before it has. */
function isAnyNew(pages: readonly TokenPage[]): boolean {
  const last = pages.at(-1)?.ids ?? [];
  if (last.length === 0) return false;
  const before = new Set(pages.slice(0, -1).flatMap(({ ids }) => ids));
  return last.some((id) => !before.has(id));
}

/** How many pages at the end have no event, or only the last new one once more. Others are no end, but a walk astray. */
function idleAtEnd(pages: readonly TokenPage[]): number {
  const newest = [...new Set(pages.flatMap(({ ids }) => ids))].at(-1);
  const brought = pages.findIndex(({ ids }) => newest !== undefined && ids.includes(newest));
  const behind = pages.slice(brought + 1);
  const busy = behind.findLastIndex(({ ids }) => ids.some((id) => id !== newest));
  return behind.length - 1 - busy;
}
