import type { ReplayCampaign, ReplayStep } from '../../detect/index.ts';
import { bound, count, percent, whole } from '../text/number.ts';
import { sparkline } from '../text/plot.ts';
import { clean, padded } from '../text/safe.ts';
import { daysBetween, moment } from '../text/time.ts';
import { wrap } from '../text/wrap.ts';
import { verdictStyle } from './campaign.ts';
import type { Look } from './look.ts';

interface Story {
  first: string;
  /** Of its exchanges, how many had been sent then. */
  before: number;
  last: ReplayCampaign;
  /** Since when it is called what it is called now. */
  since: string;
  /** Accounts at each step from the first one of the replay. */
  sizes: number[];
}

/** A replay as it goes on: a line where something changed, and at the end each campaign's story. */
export class ReplayReport {
  steps = 0;
  readonly #look: Look;
  readonly #stories = new Map<string, Story>();
  #first = '';
  #last = { at: '', exchanges: 0 };

  constructor(look: Look) {
    this.#look = look;
  }

  /** What changed at this step; nothing, mostly. */
  step({ at, exchanges_seen, campaigns }: ReplayStep): string {
    this.#first ||= at;
    this.#last = { at, exchanges: exchanges_seen };
    const lines: string[] = [];
    for (const now of campaigns) {
      const story = this.#stories.get(now.id);
      const change = changeOf(story?.last, now);
      if (change) lines.push(this.#line(at, now, change));
      const isSame = story?.last.verdict === now.verdict;
      this.#stories.set(now.id, {
        first: story?.first ?? at,
        before: story?.before ?? now.exchanges,
        since: isSame ? story.since : at,
        last: now,
        sizes: story?.sizes ?? Array.from({ length: this.steps }, () => 0),
      });
    }
    this.steps++;
    for (const { sizes, last } of this.#stories.values())
      sizes.push(last.accounts.length || last.bystanders.length);
    return lines.join('');
  }

  end(): string {
    const { paint, width } = this.#look;
    if (this.steps === 0) return 'There are no exchanges in that time, so there was nothing to replay.\n';
    const seen = `${count(this.steps, 'step')} over ${count(daysBetween(this.#first, this.#last.at), 'day')} and ${count(this.#last.exchanges, 'exchange')}.`;
    if (this.#stories.size === 0) return `${paint('bold', 'No campaign was found at any step.')}\n${seen}\n`;
    const lines = ['', paint('bold', count(this.#stories.size, 'campaign')), ...wrap(seen, width)];
    for (const [id, { first, before, since, last, sizes }] of this.#stories) {
      const style = verdictStyle[last.verdict];
      const as = since === first ? '' : `; ${last.verdict} since ${moment(since)}`;
      lines.push(
        '',
        `${paint('bold', clean(id))}  ${paint(['bold', style], last.verdict.toUpperCase())}  ${sizeOf(last)}, ${whole(last.exchanges)} exchanges, false alarm at most ${bound(last.error_bound)}`,
        ...wrap(
          `found at the step of ${moment(first)} UTC, after ${whole(before)} of these (${percent(before / last.exchanges)})${as}`,
          width - 2,
        ).map(line => `  ${line}`),
        `  ${paint('dim', padded('Accounts', 9))} ${paint(style, sparkline(sizes, Math.min(sizes.length, width - 14)))}`,
      );
    }
    return `${lines.join('\n')}\n`;
  }

  #line(at: string, { id, verdict, error_bound }: ReplayCampaign, change: string): string {
    const { paint } = this.#look;
    const name = paint(verdictStyle[verdict], padded(verdict, 13));
    return `${paint('dim', moment(at))}  ${clean(id)}  ${name}  ${change}, bound ${bound(error_bound)}\n`;
  }
}

function changeOf(before: ReplayCampaign | undefined, now: ReplayCampaign): string {
  if (!before) return `found: ${sizeOf(now)}`;
  const known = new Set(before.accounts);
  const joined = now.accounts.filter(account => !known.has(account)).length;
  const left = known.size + joined - now.accounts.length;
  const changes = [
    before.verdict === now.verdict ? '' : `was ${before.verdict}`,
    joined ? `${count(joined, 'account')} joined` : '',
    left ? `${count(left, 'account')} left` : '',
  ].filter(Boolean);
  return changes.length ? `${changes.join(', ')}: ${sizeOf(now)}` : '';
}

const sizeOf = ({ accounts, bystanders }: ReplayCampaign): string =>
  [
    accounts.length || !bystanders.length ? count(accounts.length, 'account') : '',
    bystanders.length ? count(bystanders.length, 'bystander') : '',
  ]
    .filter(Boolean)
    .join(', ');
