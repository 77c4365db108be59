import type { Captured } from '../../harness/run/outcome.ts';
import { curl } from '../curl.ts';
import { roomNames } from '../sections/exchanges.ts';
import { requestLabel } from './labels.ts';
import { groupsAtOnce } from './moments.ts';
import { ForeignBlock, ForeignText, visible } from './foreign-text.tsx';
import { useReport } from './report-context.tsx';

const nowhere: ReadonlySet<number> = new Set();

/**
 * Exchanges in their order, those that matter open. Requests that were in progress at the same time stand together.
 */
export function ExchangeList(props: {
  exchanges: readonly Captured[];
  here?: ReadonlySet<number>;
}) {
  const { exchanges, here = nowhere } = props;
  const rooms = roomNames(exchanges);
  return (
    <div class="exchanges">
      {groupsAtOnce(exchanges).map((group) => {
        const views = group.map((exchange) => (
          <ExchangeView
            key={exchange.step}
            exchange={exchange}
            rooms={rooms}
            here={here.has(exchange.step)}
          />
        ));
        return group.length === 1 ? (
          views
        ) : (
          <div key={group[0]?.step} class="at-once" role="group" aria-label="at the same time">
            <p class="soft">{group.length} requests at the same time</p>
            {views}
          </div>
        );
      })}
    </div>
  );
}

interface ExchangeProps {
  readonly exchange: Captured;
  readonly rooms: ReadonlyMap<string, string>;
  readonly here: boolean;
}

/** A request with its answer: one line that opens into both, with their timing and a command that repeats it. */
function ExchangeView({ exchange, rooms, here }: ExchangeProps) {
  const { report } = useReport();
  const { step, actor, status, ms, at, token, body, answerType } = exchange;
  return (
    <details class={here ? 'exchange here' : 'exchange'} open={here} id={`step-${step}`}>
      <summary>
        <span class="step">{step + 1}</span>
        <span class="actor">{visible(actor)}</span>
        <code class="grow">
          <bdi>{requestLabel(exchange, report.target.basePath, rooms, 160)}</bdi>
        </code>
        <span class="answered">
          <StatusCode status={status} /> <span class="ms">{ms} ms</span>
        </span>
        {here && <span class="mark bad">← here</span>}
      </summary>
      <div class="two">
        <section>
          <h5>Request{token === 'own' ? '' : ` with ${tokenWords[token]}`}</h5>
          {body === null ? <p class="soft">no body</p> : <ForeignBlock text={body} />}
        </section>
        <section>
          <h5>Answer{answerType === null ? '' : ` · ${visible(answerType)}`}</h5>
          <AnswerBody exchange={exchange} />
        </section>
      </div>
      {report.subject === undefined ? (
        <>
          <pre class="curl" tabIndex={0}>
            {curl(exchange, report.target)}
          </pre>
          <p class="soft">sent {at} ms after the case began</p>
        </>
      ) : (
        <p class="soft">sent {at} ms after the first of these requests</p>
      )}
    </details>
  );
}

const tokenWords = { none: 'no token', unknown: 'an unknown token' } as const;

function AnswerBody({ exchange: { answer, detail } }: { exchange: Captured }) {
  if (answer === null) {
    return (
      <p>
        no complete answer: <ForeignText text={detail ?? 'for an unknown reason'} />
      </p>
    );
  }
  return answer === '' ? <p class="soft">empty</p> : <ForeignBlock text={answer} />;
}

/** Method and path as a reader knows them: decoded, without what stands before every path. */
export function RequestLine({ method, path }: { method: string; path: string }) {
  const { basePath } = useReport().report.target;
  return (
    <code>
      <b>{visible(method)}</b> <bdi>{visible(readable(path, basePath))}</bdi>
    </code>
  );
}

function readable(path: string, basePath: string): string {
  const below = path.startsWith(basePath) ? path.slice(basePath.length) : path;
  try {
    return decodeURIComponent(below);
  } catch {
    return below;
  }
}

/** The status of an answer; null where none came. */
export const StatusCode = ({ status }: { status: number | null }) => (
  <span class={`code code-${status === null ? 'none' : Math.floor(status / 100)}`}>
    {status ?? 'no answer'}
  </span>
);

/** How the status of an answer looks at first sight. */
export const toneOf = (status: number | null): string =>
  status === null || status >= 500 ? 'failed' : status >= 400 ? 'refused' : 'done';
