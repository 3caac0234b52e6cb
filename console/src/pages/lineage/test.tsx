import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lineageTestQuery, type SavedTest } from '../../api/lineage.ts';
import { count, percent, small, whole } from '../../text/number.ts';
import { Moment } from '../../ui/moment.tsx';
import { Figures, Page, Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Candidates } from './candidates.tsx';
import { Chance } from './chance.tsx';
import { DoseCurve } from './dose.tsx';
import style from './lineage.module.css';
import { LineageTag, viewName } from './words.tsx';

export function LineageTestPage() {
  const { name } = useParams({ from: '/shell/lineage/$name' });
  const query = useQuery(lineageTestQuery(name));
  return <Loaded query={query}>{saved => <Whole saved={saved} />}</Loaded>;
}

function Whole({ saved }: { saved: SavedTest }) {
  const { test } = saved;
  const { family } = useSearch({ from: '/shell/lineage/$name' });
  const navigate = useNavigate();
  const [first] = test.teachers;
  const chosen = test.teachers.find(one => one.family === family) ?? first;
  const choose = (to: string) =>
    void navigate({
      to: '/lineage/$name',
      params: { name: saved.name },
      search: to === first?.family ? {} : { family: to },
      replace: true,
      resetScroll: false,
    });
  return (
    <Page
      title={saved.name}
      head={
        <>
          <Said>{saved.name}</Said> <LineageTag verdict={test.verdict} />
        </>
      }
      about={
        <>
          Whose answers was the model trained on that wrote <Said>{saved.suspect}</Said>? Tested{' '}
          <Moment at={saved.saved} />
          {saved.asof ? <>, with the references there were by {saved.asof}</> : null}
          {saved.asked.length ? (
            <>
              , asked of <Said>{saved.asked.join(', ')}</Said> alone
            </>
          ) : null}
          .
        </>
      }
      wide
    >
      <div className={style.reasons}>
        {test.reasons.map((reason, k) => (
          <p key={reason} className={k ? undefined : style.sentence}>
            <Said>{reason}</Said>
          </p>
        ))}
      </div>
      {first && chosen ? (
        <>
          <Figures
            of={[
              { name: 'Nearest', value: <Said>{first.family}</Said>, note: <Said>{first.vendor}</Said> },
              {
                name: 'By chance',
                value: first.tested ? `p ${small(first.p_value)}` : 'not tested',
                note: `${first.tested ? `over ${saved.asked.length ? 'those asked of' : 'all candidates'}; ` : ''}${small(first.p_unadjusted)} alone`,
              },
              {
                name: 'Dose',
                value: first.curve ? percent(first.dose.estimate) : '–',
                note: first.curve
                  ? `${percent(first.dose.low)} to ${percent(first.dose.high)}`
                  : 'nothing to mix with',
              },
              {
                name: 'Second look',
                value: <Said>{test.second_view?.first ?? '–'}</Said>,
                note:
                  test.second_view && test.second_view.first !== first.family
                    ? 'nearest without openings and markup'
                    : 'nearest without openings and markup too',
              },
              {
                name: 'Chance is known from',
                value: count(test.null.models, 'model'),
                note: `${whole(test.null.pairs)} pairs with a family`,
              },
              {
                name: 'Compared by',
                value: count(test.prompts_used, 'prompt'),
                note: `${count(test.teachers.length, 'candidate')} of ${count(test.vendors.length, 'vendor')}`,
              },
            ]}
          />
          <div className={style.pair}>
            <Chance of={test} chosen={chosen} />
            <DoseCurve of={chosen} />
          </div>
          <Candidates of={test.teachers} chosen={chosen} onChoose={choose} />
          <div className={style.pair}>
            <Passages of={test} family={first.family} />
            <div className={style.column}>
              {test.innocent.length ? (
                <Panel title="What would explain it innocently">
                  <ul className={style.list}>
                    {test.innocent.map(text => (
                      <li key={text}>
                        <Said>{text}</Said>
                      </li>
                    ))}
                  </ul>
                </Panel>
              ) : null}
              <Marks of={test} family={first.family} />
            </div>
          </div>
        </>
      ) : (
        <Empty title="There is no candidate">No reference could be a teacher.</Empty>
      )}
      {test.notes.length ? (
        <Panel title="Notes">
          <ul className={style.list}>
            {test.notes.map(note => (
              <li key={note}>
                <Said>{note}</Said>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </Page>
  );
}

/** What both answer, and few others do: text of models, shown as text alone. */
function Passages({ of: { passages }, family }: { of: SavedTest['test']; family: string }) {
  return (
    <Panel
      title="What both answer alike, and few others"
      about={
        <>
          Words that the suspect and a snapshot of <Said>{family}</Said> both answer to one prompt, in lower
          case.
        </>
      }
    >
      {passages.length ? (
        <ol className={style.passages}>
          {passages.map(({ prompt_id, snapshot, text, other_families }) => (
            <li key={prompt_id}>
              <blockquote>
                <Said lines>{text}</Said>
              </blockquote>
              <small>
                prompt <Said>{prompt_id}</Said>, <Said>{snapshot}</Said>;{' '}
                {other_families
                  ? `the commonest five words of it are in the answers of ${count(other_families, 'other family', 'other families')}`
                  : 'no five words of it are in another family’s answers'}
              </small>
            </li>
          ))}
        </ol>
      ) : (
        <p className="quiet">No five words in a row.</p>
      )}
    </Panel>
  );
}

/** Habits of both, in standard deviations of other models. */
function Marks({ of: { marks }, family }: { of: SavedTest['test']; family: string }) {
  if (marks.length === 0) return null;
  return (
    <Panel
      title="Habits of both"
      about={
        <>
          What the suspect and <Said>{family}</Said> both do more, or less, than others: in standard
          deviations of others, suspect and family.
        </>
      }
    >
      <dl className={style.marks}>
        {marks.map(({ view, text, suspect, teacher }) => (
          <div key={`${view} ${text}`}>
            <dt>
              “<Said>{text}</Said>” <small>{viewName(view)}</small>
            </dt>
            <dd className="num">
              {deviations(suspect)} <span className="quiet">{deviations(teacher)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

const deviations = (n: number) => `${n < 0 ? '−' : '+'}${Math.abs(n).toFixed(1)}`;
