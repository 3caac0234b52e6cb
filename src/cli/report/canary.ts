import { pairs, Reader } from '../../canary/index.ts';
import type { CanaryView } from '../../policy/index.ts';
import { count, whole } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { moment } from '../text/time.ts';
import { wrap } from '../text/wrap.ts';
import type { Look } from './look.ts';
import { table } from './table.ts';

/** The checkpoint that the proof of an entry leads to. Whose signatures on it hold is for who has their keys. */
export interface In {
  origin: string;
  size: number;
  root: string;
  /** When an authority stamped it. */
  timestamp: string | null;
}

/** What `lineage test --canary --json` prints. */
export interface CanaryTest {
  /** Distinct answers of the suspect, and models that it is compared with. */
  answers: number;
  references: number;
  canaries: {
    canary: string;
    campaign: string;
    /** From this installation's log, of a file with a proof that a log has it, or of one that says so. */
    source: 'log' | 'proof' | 'file';
    in: In | null;
    /** When the log committed to the key, and where. */
    committed: string | null;
    index: number | null;
    commitment: string;
    /** Over all that were tested (Holm), and of this one alone. */
    p_value: number;
    p_unadjusted: number;
    choices: number;
    bits: number;
    agree: number;
    lean: number;
  }[];
}

const EXAMPLE =
  'You will need a permit, although it is often easy to get. For example, everyone can ask at the desk, where it does not cost much.';

/** What a mark is, by an example in which all of them fall otherwise. */
export function exampleReport({ paint, width }: Look): string[] {
  const reader = new Reader(({ side }) => (side ? 0 : 1));
  const other = reader.take(EXAMPLE) + reader.end();
  return [
    '',
    paint('bold', '  What a mark is'),
    ...wrap(`“${EXAMPLE}” may come as “${other}”`, width - 4).map(line => `    ${line}`),
    ...wrap(
      `The key chooses among ${pairs.length} pairs of wordings. Code, quotations, formats that were asked for and the client's own words are never touched.`,
      width - 4,
    ).map(line => `    ${line}`),
  ];
}

export function canariesReport(canaries: readonly CanaryView[], look: Look): string[] {
  if (canaries.length === 0)
    return ['No answers are marked. Next: stillwatch canary plan CAMPAIGN --reason "…"'];
  const rows = canaries.flatMap(({ canary, campaign, plans }) =>
    plans.map(({ plan, accounts, state, needs_approval, until, action }) => [
      canary,
      clean(campaign),
      plan,
      whole(accounts),
      state === 'planned' && needs_approval ? 'to be approved' : state,
      until ? moment(until) : '',
      action ?? '',
    ]),
  );
  const heads = ['canary', 'campaign', 'plan', 'accounts', 'state', 'until (UTC)', 'action'];
  return table(
    heads.map(head => ({ head, right: head === 'accounts' })),
    rows,
    look,
  );
}

export function canaryReport({ answers, references, canaries }: CanaryTest, look: Look): string[] {
  const { paint, width } = look;
  const found = canaries.filter(({ p_value }) => p_value < 0.01);
  const heads = ['canary', 'campaign', 'committed (UTC)', 'bits', 'agree', 'p alone', 'p of all'];
  return [
    found.length
      ? paint('red', `Marked: it chooses as ${found.map(({ canary }) => canary).join(', ')} does`)
      : paint('bold', 'Not determined: it does not choose as any of them, beyond chance'),
    '',
    ...table(
      heads.map(head => ({ head, right: ['bits', 'agree', 'p alone', 'p of all'].includes(head) })),
      canaries.map(one => [
        one.canary,
        clean(one.campaign),
        one.committed ? moment(one.committed) : '',
        whole(one.lean),
        whole(one.agree),
        short(one.p_unadjusted),
        short(one.p_value),
      ]),
      look,
    ),
    '',
    ...wrap(
      `${count(answers, 'answer')} with ${count(canaries[0]?.choices ?? 0, 'choice')}, compared with ${references ? count(references, 'model') : 'its own habits alone (--references shows more)'}. p is exact: how often a key drawn at random agrees so well. It says that the suspect learnt from marked answers, or from what was learnt from them; who taught it, it doesn't say.`,
      width,
    ),
    ...(canaries.some(({ source }) => source === 'file')
      ? wrap(
          'The key is the one that the commitment is of; when the log committed to it is only what the file says.',
          width,
        )
      : []),
    ...canaries.flatMap(one => (one.in ? wrap(shown(one.index!, one.in), width) : [])),
    ...(found.length
      ? wrap(
          'Innocent explanations: marked answers that were published and scraped; a suspect that answered through this gateway; a key that somebody else had. The commitment has to be older than the training.',
          width,
        )
      : []),
  ];
}

function shown(index: number, { origin, size, root, timestamp }: In): string {
  const by = timestamp
    ? `a timestamp authority saw it at ${moment(timestamp)} UTC`
    : 'no timestamp authority saw it: the time is what the log says';
  return clean(
    `Entry ${index} is proved to be in the checkpoint of ${origin} with ${whole(size)} entries and the root ${root}; ${by}. Compare it with the log’s checkpoint as you or a witness have it.`,
  );
}

const short = (p: number): string => (p < 0.001 ? p.toExponential(0) : p.toFixed(3));
