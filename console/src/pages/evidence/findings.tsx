import type { Report } from '../../../../verifier/src/report.ts';
import { sections, verdict } from '../../../../verifier/src/text.ts';
import { Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import style from './evidence.module.css';

/** What a check has found, in the verifier's words. */
export function Findings({ report, name }: { report: Report; name: string }) {
  const tone = report.holds ? (report.keyKnown ? style.good : style.open) : style.bad;
  return (
    <div className={style.findings}>
      <div className={`${style.verdict} ${tone}`} data-verdict={report.holds ? 'holds' : 'fails'}>
        <h2>
          <Said>{verdict(report)}</Said>
        </h2>
        <p>
          <Said>{name}</Said>
          {report.digest ? <span className="mono"> SHA-256 {report.digest}</span> : null}
        </p>
      </div>
      {sections(report).map(([heading, findings]) => (
        <Panel key={heading} title={heading}>
          <dl className={style.list}>
            {findings.map(({ topic, says }) => (
              <div key={`${topic}${says}`}>
                <dt>
                  <Said>{topic}</Said>
                </dt>
                <dd>
                  <Said>{says}</Said>
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
      ))}
    </div>
  );
}
