import type { Captured } from '../../harness/run/outcome.ts';
import { curl } from '../curl.ts';
import { ForeignBlock, ForeignText, visible } from './foreign-text.tsx';
import { useReport } from './report-context.tsx';

/** A request with its answer: one line that opens into both, with their timing and a command that repeats it. */
export function ExchangeView(props: { exchange: Captured; here?: boolean; open?: boolean }) {
  const { exchange, here = false, open = false } = props;
  const { report } = useReport();
  return (
    <details class={here ? 'exchange here' : 'exchange'} open={open} id={`step-${exchange.step}`}>
      <summary>
        <span class="step">{exchange.step + 1}</span>
        <span class="actor">{visible(exchange.actor)}</span>
        <RequestLine method={exchange.method} path={exchange.path} />
        <span class="answered">
          <StatusCode status={exchange.status} /> <span class="ms">{exchange.ms} ms</span>
        </span>
        {here && <span class="mark bad">← here</span>}
      </summary>
      <div class="two">
        <section>
          <h5>Request{exchange.token === 'own' ? '' : ` with ${tokenWords[exchange.token]}`}</h5>
          {exchange.body === null ? (
            <p class="soft">no body</p>
          ) : (
            <ForeignBlock text={exchange.body} />
          )}
        </section>
        <section>
          <h5>Answer{exchange.answerType === null ? '' : ` · ${visible(exchange.answerType)}`}</h5>
          <AnswerBody exchange={exchange} />
        </section>
      </div>
      <pre class="curl" tabIndex={0}>
        {curl(exchange, report.target)}
      </pre>
      <p class="soft">sent {exchange.at} ms after the case began</p>
    </details>
  );
}

const tokenWords = { none: 'no token', unknown: 'an unknown token' } as const;

function AnswerBody({ exchange: { answer, detail } }: { exchange: Captured }) {
  if (answer === null) {
    return (
      <p>
        no whole answer: <ForeignText text={detail ?? 'nobody knows why'} />
      </p>
    );
  }
  return answer === '' ? <p class="soft">empty</p> : <ForeignBlock text={answer} />;
}

/** Method and path as a reader knows them: decoded, without what stands before every path. */
export function RequestLine({ method, path }: { method: string; path: string }) {
  const { basePath } = useReport().report.target;
  return (
    <code class="request">
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

/** Exchanges in their order. */
export const ExchangeList = (props: { exchanges: readonly Captured[]; here?: number | null }) => (
  <div class="exchanges">
    {props.exchanges.map((exchange) => (
      <ExchangeView key={exchange.step} exchange={exchange} here={exchange.step === props.here} />
    ))}
  </div>
);
