import type { Captured } from '../../../harness/run/outcome.ts';
import { shorten } from '../../plain.ts';
import { visible } from '../foreign-text.tsx';
import { type Moment, momentsOf } from './moments.ts';

/** Where a sequence diagram has its parts, in pixels. */
export interface Sequence {
  readonly width: number;
  readonly height: number;
  /** Where lifelines begin and end. */
  readonly top: number;
  readonly bottom: number;
  /** Everybody who asked, in the order of first appearance; the server last. */
  readonly lifelines: readonly { readonly name: string; readonly x: number }[];
  readonly arrows: readonly Arrow[];
}

/** A request on its way to the server, or the status that comes back. */
export interface Arrow {
  readonly kind: Moment['kind'];
  readonly exchange: Captured;
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

const columnWidth = 96;
const head = 30;
const margin = 56;
/** Room for what stands on an arrow: it begins at the actor and must end before the server. */
const labelWidth = 560;
const rowHeight = { call: 23, answeredAtOnce: 12, return: 22 } as const;

/** Lays out who asked what when; time runs down, and what was under way at once crosses. */
export function sequenceOf(exchanges: readonly Captured[]): Sequence {
  const moments = momentsOf(exchanges);
  const actors = [...new Set(moments.map(({ exchange }) => exchange.actor))];
  const places = new Map(actors.map((actor, i) => [actor, margin + i * columnWidth]));
  const server = margin + Math.max(0, actors.length - 1) * columnWidth + labelWidth;
  let y = head;
  const arrows = moments.map((moment, i): Arrow => {
    y += heightOf(moment, moments[i - 1]);
    const actor = places.get(moment.exchange.actor) ?? margin;
    const { kind, exchange } = moment;
    return kind === 'call'
      ? { kind, exchange, from: actor, to: server, y }
      : { kind, exchange, from: server, to: actor, y };
  });
  const bottom = y + 16;
  return {
    width: server + margin,
    height: bottom + head,
    top: head,
    bottom,
    lifelines: [
      ...actors.map((actor) => ({ name: visible(shorten(actor, 12)), x: places.get(actor) ?? 0 })),
      { name: 'server', x: server },
    ],
    arrows,
  };
}

function heightOf({ kind, exchange }: Moment, before: Moment | undefined): number {
  if (kind === 'call') return rowHeight.call;
  const atOnce = before?.kind === 'call' && before.exchange === exchange;
  return atOnce ? rowHeight.answeredAtOnce : rowHeight.return;
}

/** The exchanges worth drawing: those that lead to the last one that matters, and no more than `most`. */
export function leadingTo(
  exchanges: readonly Captured[],
  here: ReadonlySet<number>,
  most: number,
): readonly Captured[] {
  const last = here.size === 0 ? Infinity : Math.max(...here);
  return exchanges.filter(({ step }) => step <= last).slice(-most);
}
