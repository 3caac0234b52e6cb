import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { count, whole } from '../../../text/number.ts';
import { accountPage, QuickLink } from '../../../ui/quick-link.tsx';
import { Said } from '../../../ui/said.tsx';
import { type Column, type Matrix, nameOf } from '../traits/matrix.ts';
import { familyColour } from '../traits/paint.ts';
import type { Group, Infrastructure } from './groups.ts';
import style from './infrastructure.module.css';

/** So many accounts of a group are named; the others are in the matrix. */
const NAMED = 60;

interface Props {
  campaign: string;
  matrix: Matrix;
  of: Infrastructure;
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
  /** It is pointed at, or the keyboard is there. */
  onPoint: (id: string | undefined) => void;
}

const Value = ({ of }: { of: Column }) => (
  <span className={style.value}>
    <span
      className={style.dot}
      style={{ background: `var(--${familyColour(of.family)})` }}
      aria-hidden="true"
    />
    <Said>{nameOf(of)}</Said>
  </span>
);

/** What the graph shows, in words. */
export function SharedList({ campaign, matrix, of, chosen, onChoose, onPoint }: Props) {
  const { values, left, groups, rest, bare } = of;
  const box = useRef<HTMLElement>(null);
  // What was chosen in the graph comes into sight here.
  useEffect(() => {
    if (chosen)
      box.current!.querySelector('[aria-expanded=true]')?.closest('li')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const item = (id: string, head: ReactNode, note: string, open: ReactNode) => (
    <li key={id}>
      <button
        type="button"
        className={style.item}
        aria-expanded={chosen === id}
        onClick={() => onChoose(chosen === id ? undefined : id)}
        onPointerEnter={() => onPoint(id)}
        onPointerLeave={() => onPoint(undefined)}
        onFocus={() => onPoint(id)}
        onBlur={() => onPoint(undefined)}
      >
        {head}
        <span className={`${style.note} num`}>{note}</span>
      </button>
      {chosen === id ? <div className={style.open}>{open}</div> : null}
    </li>
  );
  return (
    <section className={style.list} ref={box} aria-label="What is shared">
      <h2>Shared values</h2>
      <ul>
        {values.map(one =>
          item(
            one.key,
            <Value of={one} />,
            whole(one.accounts),
            <ValueDetail campaign={campaign} matrix={matrix} of={one} groups={groups} onChoose={onChoose} />,
          ),
        )}
      </ul>
      {left.length ? (
        <p className="quiet">
          {count(left.length, 'value')} that fewer accounts show {left.length === 1 ? 'is' : 'are'} left out
          of the groups: with {left.length === 1 ? 'it' : 'them'} nearly every account would be one by itself.
        </p>
      ) : null}
      <h2>Groups of accounts</h2>
      <p className="quiet">The accounts of a group show the same of these values.</p>
      <ul>
        {groups.map(group =>
          item(
            group.id,
            <span className={style.values}>
              {group.values.slice(0, 3).map(one => (
                <Value key={one.key} of={one} />
              ))}
              {group.values.length > 3 ? (
                <span className="quiet">and {group.values.length - 3} more</span>
              ) : null}
            </span>,
            whole(group.rows.length),
            <GroupDetail campaign={campaign} matrix={matrix} of={group} />,
          ),
        )}
      </ul>
      {rest.groups ? (
        <p className="quiet">
          {count(rest.accounts, 'account')} in {count(rest.groups, 'smaller group')} are not drawn.
        </p>
      ) : null}
      {bare ? <p className="quiet">{count(bare, 'account')} show none of these values.</p> : null}
    </section>
  );
}

function ValueDetail({
  campaign,
  matrix,
  of,
  groups,
  onChoose,
}: Omit<Props, 'of' | 'chosen' | 'onPoint'> & { of: Column; groups: readonly Group[] }) {
  const own = groups.filter(({ values }) => values.includes(of));
  return (
    <>
      <p>
        {whole(of.accounts)} of {count(matrix.accounts.length, 'account')} show it, and {whole(of.others)} of{' '}
        {whole(matrix.outside)} outside the campaign; {count(own.length, 'group')} here.
      </p>
      <ul>
        {own.slice(0, 8).map(group => (
          <li key={group.id}>
            <button type="button" className={style.more} onClick={() => onChoose(group.id)}>
              {count(group.rows.length, 'account')}
            </button>
          </li>
        ))}
      </ul>
      <Link
        to={'/campaigns/$id/traits' as string}
        params={{ id: campaign } as never}
        search={{ has: [of.key] } as never}
      >
        Who shows it
      </Link>
    </>
  );
}

function GroupDetail({
  campaign,
  matrix,
  of: { values, rows },
}: {
  campaign: string;
  matrix: Matrix;
  of: Group;
}) {
  return (
    <>
      <p>All of them show:</p>
      <ul>
        {values.map(one => (
          <li key={one.key}>
            <Value of={one} />
          </li>
        ))}
      </ul>
      <p>
        {rows.length > NAMED ? `The first ${NAMED} of ${whole(rows.length)}:` : count(rows.length, 'account')}
      </p>
      <ul className={style.accounts}>
        {rows.slice(0, NAMED).map(row => (
          <li key={row}>
            <QuickLink to={accountPage(matrix.accounts[row]!)} className="mono">
              <Said>{matrix.accounts[row]!}</Said>
            </QuickLink>
          </li>
        ))}
      </ul>
      <Link
        to={'/campaigns/$id/traits' as string}
        params={{ id: campaign } as never}
        search={{ has: values.map(({ key }) => key) } as never}
      >
        All who show these, in the matrix
      </Link>
    </>
  );
}
