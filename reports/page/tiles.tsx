import { gradeOrder, type Report } from '../report.ts';
import { hrefOf } from './route.ts';

/** Where to read on: requirements violated and not exercised, cases that broke. */
export function Tiles({ report }: { report: Report }) {
  const decides = gradeOrder.indexOf(report.level);
  const violated = report.requirements.filter(({ status }) => status === 'violated');
  const weighty = violated.filter(({ grade }) => gradeOrder.indexOf(grade) <= decides);
  const silent = report.requirements.filter(({ status }) => status === 'not-exercised');
  return (
    <ul class="tiles">
      <Tile
        n={weighty.length}
        word="violated"
        tone="bad"
        more={`requirements that decide at the level ${report.level}`}
        href={hrefOf('failures', '', { kind: 'violated' })}
      />
      <Tile
        n={violated.length - weighty.length}
        word="deviating"
        tone="unsure"
        more="violated requirements of lower grades, which do not decide"
        href={hrefOf('failures', '', { kind: 'deviating' })}
      />
      {report.subject === undefined && (
        <Tile
          n={report.totals.verdicts.broken}
          word="broken"
          tone="unsure"
          more="cases that could not be judged"
          href={hrefOf('failures', '', { kind: 'broken' })}
        />
      )}
      <Tile
        n={silent.length}
        word="not exercised"
        tone="quiet"
        more={
          report.subject === undefined
            ? 'requirements that no case of this run claims'
            : 'requirements about which nothing was seen'
        }
        href={hrefOf('declaration', '', { status: 'not-exercised' })}
      />
    </ul>
  );
}

function Tile(props: { n: number; word: string; tone: string; more: string; href: string }) {
  const { n, word, tone, more, href } = props;
  return (
    <li>
      <a href={href} class={`tile ${n === 0 ? 'quiet' : tone}`}>
        <b>{n}</b> <b>{word}</b> <p class="soft">{more}</p>
      </a>
    </li>
  );
}
