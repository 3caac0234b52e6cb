import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { Evidence } from '../../../api/types.ts';
import type { Column } from '../../../text/export.ts';
import { count, signed, small } from '../../../text/number.ts';
import { Said } from '../../../ui/said.tsx';
import { Empty } from '../../../ui/states.tsx';
import { evidenceSteps, type Step } from './steps.ts';
import style from './waterfall.module.css';

export const evidenceColumns: Column<Evidence>[] = (
  ['signal', 'family', 'log_likelihood_ratio', 'p_value', 'summary', 'against'] as const
).map(name => ({ name, value: row => row[name] }));

/** Of each family the strongest adds to the sum; the others of it are the same finding seen otherwise. */
export function Waterfall({ evidence, errorBound }: { evidence: readonly Evidence[]; errorBound: number }) {
  if (evidence.length === 0) return <Empty title="No evidence is kept with it" />;
  const { tested, described } = evidenceSteps(evidence);
  return (
    <>
      {tested.length ? (
        <Part
          title="Tested against comparable ordinary groups"
          steps={tested}
          note={`The bound of ${small(errorBound)} rests on these.`}
        />
      ) : null}
      {described.length ? (
        <Part
          title="Shared by its accounts"
          steps={described}
          note="Says who belongs together; not tested by itself, and not to be taken for a test."
        />
      ) : null}
    </>
  );
}

function Part({ title, steps, note }: { title: string; steps: readonly Step[]; note: string }) {
  const low = Math.min(0, ...steps.map(({ from, to }) => Math.min(from, to)));
  const high = Math.max(1, ...steps.map(({ from, to }) => Math.max(from, to)));
  return (
    <section className={style.part}>
      <h3>{title}</h3>
      <p className="quiet">{note}</p>
      <ol className={style.steps}>
        {steps.map(step => (
          <Row key={step.family} step={step} low={low} high={high} />
        ))}
      </ol>
      <p className={style.total}>
        <span>{count(steps.length, 'family', 'families')} together</span>
        <span className={`${style.weight} num`}>{signed(steps.at(-1)!.to)}</span>
      </p>
    </section>
  );
}

const words = (signal: string) => signal.replaceAll('-', ' ');

function Row({
  step: { family, findings, weight, from, to },
  low,
  high,
}: {
  step: Step;
  low: number;
  high: number;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const at = (value: number) => `${((value - low) / (high - low)) * 100}%`;
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
  const [first] = findings;
  const { p_value } = first!;
  return (
    <li className={style.step}>
      <UnstyledButton
        className={style.line}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight size={14} className={open ? style.opened : style.closed} aria-hidden="true" />
        <span className={style.name}>
          <Said>{family}</Said>
        </span>
        <span className={style.signals}>
          <Said>{findings.map(({ signal }) => words(signal)).join(', ')}</Said>
        </span>
        <span className={style.lane} aria-hidden="true">
          <span
            className={`${style.bar} ${weight < 0 ? style.less : ''}`}
            style={{ left: at(left), width: `max(2px, ${((right - left) / (high - low)) * 100}%)` }}
          />
        </span>
        <span className={`${style.weight} num`}>{signed(weight)}</span>
        <span className={`${style.p} num quiet`}>{p_value === null ? '' : `p ${small(p_value)}`}</span>
      </UnstyledButton>
      <div id={id} hidden={!open} className={style.detail}>
        {findings.map((one, i) => (
          <Finding key={one.signal} of={one} isShadow={i > 0} />
        ))}
        {findings.length > 1 ? (
          <p className="quiet">
            These are one finding seen {findings.length === 2 ? 'twice' : `in ${findings.length} ways`}: the
            family is drawn as its strongest adds; the bound merges them, and counts a family for no more than
            that.
          </p>
        ) : null}
      </div>
    </li>
  );
}

/** What was counted, and what speaks against it. */
const Finding = ({ of, isShadow }: { of: Evidence; isShadow: boolean }) => (
  <section className={style.finding}>
    <h4>
      <Said>{words(of.signal)}</Said>{' '}
      <span className={`${isShadow ? 'quiet' : ''} num`}>{signed(of.log_likelihood_ratio)}</span>{' '}
      {of.p_value === null ? null : <span className="quiet num">p {small(of.p_value)}</span>}
    </h4>
    <p>
      <Said>{of.summary}</Said>
    </p>
    <p>
      <b>Against it. </b>
      <Said>{of.against}</Said>
    </p>
  </section>
);
