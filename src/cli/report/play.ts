import type { LineOf, PlayLine, PlaySummary } from '../../play/index.ts';
import { bound, count, percent } from '../text/number.ts';
import { daysBetween, moment } from '../text/time.ts';

/** Which day of the world a moment lies in. */
const dayOf = ({ from }: LineOf<'world'>, at: string) => daysBetween(from, at);

/** A play as it goes on: a line where something was found, and at the end what came of it. */
export class PlayReport {
  #world: LineOf<'world'> | undefined;
  #firstFound: LineOf<'step'> | undefined;
  #last: LineOf<'step'> | undefined;

  line(line: PlayLine): string {
    if (line.kind === 'world') {
      this.#world = line;
      const campaigns = Object.values(line.groups).filter(({ kind }) => kind === 'campaign');
      const planted = campaigns.reduce((sum, { accounts }) => sum + accounts, 0);
      return `${count(line.exchanges, 'exchange')} of ${count(line.accounts, 'account')}; planted: ${campaigns.length ? `${count(planted, 'account')} that harvest` : 'nobody who harvests'}\n`;
    }
    if (line.kind !== 'step') return '';
    this.#last = line;
    if (line.found.length === 0) return '';
    this.#firstFound ??= line;
    const { harvest, leaked, harmed } = line.truth;
    return `${moment(line.at)}  ${count(line.found.length, 'account')} found; of the harvest so far ${percent(harvest ? leaked / harvest : 0)} had leaked${harmed ? `; ${count(harmed, 'bystander')} harmed` : ''}\n`;
  }

  /** In one sentence. */
  end({ state, steps, score, id }: PlaySummary): string {
    const world = this.#world;
    const step = this.#last;
    if (state !== 'finished' || !world || !step || !score)
      return `${id} ${state === 'running' ? 'runs' : 'was broken off'} at step ${steps.done}${steps.of === null ? '' : ` of ${steps.of}`}.\n`;
    const harvesters = Object.values(world.groups)
      .filter(({ kind }) => kind === 'campaign')
      .reduce((sum, { accounts }) => sum + accounts, 0);
    const { harvest, found, harmed } = step.truth;
    const nobody = harmed ? `${count(harmed, 'account')} that did nothing` : 'nobody else';
    if (harvest === 0) return `Nobody harvested; contained would have been ${harmed ? nobody : 'nobody'}.\n`;
    const first = this.#firstFound;
    if (!first)
      return `Not found within ${count(dayOf(world, step.at), 'day')}: all of the harvest leaked.\n`;
    const bounds = step.campaigns.filter(({ verdict }) => verdict === 'harvesting');
    const worst = Math.max(0, ...bounds.map(({ error_bound }) => error_bound));
    return `Found on day ${dayOf(world, first.at)}; ${percent(score.leaked)} of the harvest had leaked when its account was found. ${found} of ${count(harvesters, 'account')}, and ${nobody}${worst ? `; false alarm at most ${bound(worst)}` : ''}.\n`;
  }
}
