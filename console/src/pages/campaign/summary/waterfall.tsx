import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { Evidence } from '../../../api/types.ts';
import { signed, small } from '../../../text/number.ts';
import { Said } from '../../../ui/said.tsx';
import { Empty } from '../../../ui/states.tsx';
import style from './waterfall.module.css';

interface Step extends Evidence {
  /** Where its bar begins and ends: what the families before it come to. */
  from: number;
  to: number;
  /** Another of its family stands for it: it adds nothing of its own. */
  isShadow: boolean;
}

/**
 * Of each family the strongest adds to the sum; the others of it are the same finding seen otherwise, and are shown without
 * adding. What was not tested by itself describes, and adds nothing to the bound.
 */
function stepsOf(evidence: readonly Evidence[]): { tested: Step[]; described: Step[] } {
  const steps = (all: readonly Evidence[]): Step[] => {
    const families = new Set<string>();
    let sum = 0;
    return all.map(one => {
      const isShadow = families.has(one.family);
      families.add(one.family);
      const from = isShadow ? Math.max(0, sum - one.log_likelihood_ratio) : sum;
      if (!isShadow) sum += one.log_likelihood_ratio;
      return { ...one, from, to: isShadow ? from + one.log_likelihood_ratio : sum, isShadow };
    });
  };
  return {
    tested: steps(evidence.filter(({ p_value }) => p_value !== null)),
    described: steps(evidence.filter(({ p_value }) => p_value === null)),
  };
}

export function Waterfall({ evidence, errorBound }: { evidence: readonly Evidence[]; errorBound: number }) {
  if (evidence.length === 0) return <Empty title="No evidence is kept with it" />;
  const { tested, described } = stepsOf(evidence);
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
          <Row key={`${step.signal} ${step.family}`} step={step} low={low} high={high} />
        ))}
      </ol>
    </section>
  );
}

function Row({ step, low, high }: { step: Step; low: number; high: number }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const {
    signal,
    family,
    log_likelihood_ratio: weight,
    p_value,
    summary,
    against,
    from,
    to,
    isShadow,
  } = step;
  const at = (value: number) => `${((value - low) / (high - low)) * 100}%`;
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
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
          <Said>{signal.replaceAll('-', ' ')}</Said>
        </span>
        <span className={style.family}>
          <Said>{family}</Said>
        </span>
        <span className={style.lane} aria-hidden="true">
          <span
            className={`${style.bar} ${isShadow ? style.shadow : weight < 0 ? style.less : ''}`}
            style={{ left: at(left), width: `max(2px, ${((right - left) / (high - low)) * 100}%)` }}
          />
        </span>
        <span className={`${style.weight} num`}>{signed(weight)}</span>
        <span className={`${style.p} num quiet`}>{p_value === null ? '' : `p ${small(p_value)}`}</span>
      </UnstyledButton>
      <div id={id} hidden={!open} className={style.detail}>
        <p>
          <Said>{summary}</Said>
        </p>
        <p>
          <b>Against it. </b>
          <Said>{against}</Said>
        </p>
        {isShadow ? (
          <p className="quiet">
            It is of the same family as one above: the same finding seen otherwise. Only the strongest of a
            family is drawn as adding; the bound merges them, and counts a family for no more than that.
          </p>
        ) : null}
      </div>
    </li>
  );
}
