import { useState } from 'preact/hooks';
import type { CaseId } from '../../harness/run/case.ts';
import type { Captured } from '../../harness/run/outcome.ts';
import { ExchangeList } from './exchange.tsx';
import { ForeignText } from './foreign-text.tsx';
import { CaseLink } from './marks.tsx';
import { useReport } from './report-context.tsx';
import { hasTranscripts, unpackTranscripts } from './unpack.ts';

/** A case with its title; one that passed shows its exchanges on demand. */
export function CaseRow({ id }: { id: CaseId }) {
  const outcome = useReport().outcomes.get(id);
  return (
    <li class="case-row">
      <CaseLink id={id} />
      {outcome !== undefined && <p class="soft">{outcome.title}</p>}
      {outcome?.verdict === 'skipped' && (
        <p class="soft">
          skipped: <ForeignText text={outcome.reason} />
        </p>
      )}
      {outcome?.verdict === 'passed' && hasTranscripts() && <Transcript id={id} />}
    </li>
  );
}

/** The exchanges of a case that passed, unpacked when they are opened. */
function Transcript({ id }: { id: CaseId }) {
  const [exchanges, setExchanges] = useState<readonly Captured[] | null>(null);
  const load = async (): Promise<void> => setExchanges((await unpackTranscripts())[id] ?? []);
  return (
    <details
      class="transcript"
      data-on-demand
      onToggle={(event) => {
        if (event.currentTarget.open && exchanges === null) void load();
      }}
    >
      <summary>Exchanges</summary>
      {exchanges === null ? (
        <p class="soft">loading …</p>
      ) : exchanges.length === 0 ? (
        <p class="soft">no exchanges were kept of this case</p>
      ) : (
        <ExchangeList exchanges={exchanges} />
      )}
    </details>
  );
}
