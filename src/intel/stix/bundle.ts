import type { Indicator, SharedCampaign } from '../model.ts';
import { type Level, levels, mayLeave } from '../tlp.ts';
import { DEFINED, EXTENSION, extension, project, properties } from './extension.ts';
import { idOf, observableId, uuid5 } from './id.ts';
import { marking, markingId } from './marking.ts';
import { type Bundle, type StixObject, stamp } from './object.ts';
import { patternOf } from './pattern.ts';
import { techniques } from './techniques.ts';

/** Counts of STIX end here. */
const MOST = 999_999_999;
const OUR_EXTENSION = { extension_type: 'property-extension' };

/**
 * What may be said of a campaign at a level, as a bundle of STIX 2.1. The same campaign has the same ids each time; `modified` says
 * which of two is the newer one.
 * @param modified when this was found to be so, ISO 8601
 */
export function bundleOf(shared: SharedCampaign, at: Level, modified: string): Bundle {
  const indicators = shared.indicators.filter(({ level }) => mayLeave(level, at));
  const campaign = { ...shared, indicators };
  const teller = new Teller(campaign, modified);
  const objects = teller.objects();
  // A marking that is used has to be there to be read.
  const used = levels.filter(level => objects.some(one => marks(one).includes(markingId(level))));
  const all = [project, extension, ...used.map(marking), ...objects];
  const content = all.map(({ id, modified }) => `${id} ${modified ?? ''}`).join('\n');
  return {
    type: 'bundle',
    id: `bundle--${uuid5('6ba7b812-9dad-11d1-80b4-00c04fd430c8', content)}`,
    objects: all,
  };
}

const marks = (object: StixObject) => (object['object_marking_refs'] ?? []) as string[];

/** Tells of one campaign: every object is of one producer, of one time, and marked. */
class Teller {
  readonly #campaign: SharedCampaign;
  readonly #modified: string;
  readonly #producer: string;

  constructor(campaign: SharedCampaign, modified: string) {
    this.#campaign = campaign;
    this.#modified = stamp(modified);
    this.#producer = idOf('identity', campaign.origin);
  }

  objects(): StixObject[] {
    const { origin, first_seen, last_seen, exchanges, indicators } = this.#campaign;
    const producer: StixObject = {
      type: 'identity',
      spec_version: '2.1',
      id: this.#producer,
      created: DEFINED,
      modified: DEFINED,
      object_marking_refs: [markingId('clear')],
      name: origin,
      identity_class: 'organization',
    };
    const seen = { first_seen: stamp(first_seen), last_seen: stamp(last_seen) };
    const campaign = this.#theCampaign(seen);
    const operator = {
      ...this.#of('intrusion-set', 'operator', 'clear'),
      name: `Operator of ${campaign['name']}`,
      description:
        'Whoever feeds the accounts of this campaign. Nothing is said of who that is, or from where.',
      goals: ['answers of language models, as training data'],
      ...seen,
    };
    const patterns = techniques.filter(one => one.applies(this.#campaign)).map(one => this.#technique(one));
    const response = {
      ...this.#of('course-of-action', 'contain', 'clear'),
      name: 'Look at who matches, and contain what proves to be of the campaign',
      description:
        'Matches raise attention and convict nobody: test the accounts that match as a group. Contain harvesters in steps (verify, slow, thin, suspend), never bystanders.',
    };
    const told = indicators.map(one => this.#indicator(one));
    const networks = indicators.filter(({ kind }) => kind === 'network');
    const infrastructure = networks.length
      ? [
          {
            ...this.#of('infrastructure', 'networks', most(networks)),
            name: `Networks of ${campaign['name']}`,
            infrastructure_types: ['unknown'],
            description: `${networks.length} networks that its accounts call from and few others do.`,
            ...seen,
          },
        ]
      : [];
    const observables = indicators.flatMap(one => this.#observable(one) ?? []);
    const observed = observables.length
      ? [
          {
            ...this.#of('observed-data', 'exchanges', most(indicators)),
            first_observed: seen.first_seen,
            last_observed: seen.last_seen,
            number_observed: Math.min(MOST, Math.max(1, exchanges)),
            object_refs: observables.map(({ id }) => id),
          },
        ]
      : [];
    const sighting = {
      ...this.#of('sighting', 'campaign', observed.length ? most(indicators) : 'clear'),
      sighting_of_ref: campaign.id,
      where_sighted_refs: [this.#producer],
      count: Math.min(MOST, exchanges),
      summary: true,
      ...(observed.length && { observed_data_refs: observed.map(({ id }) => id) }),
      ...seen,
    };
    const told_of = [
      this.#relation(campaign, 'attributed-to', operator, 'clear'),
      ...patterns.map(one => this.#relation(campaign, 'uses', one, 'clear')),
      ...patterns.slice(0, 1).map(one => this.#relation(response, 'mitigates', one, 'clear')),
      ...infrastructure.map(one => this.#relation(campaign, 'uses', one, most(networks))),
      ...told.map((one, i) => this.#relation(one, 'indicates', campaign, indicators[i]!.level)),
    ];
    const said = [
      campaign,
      operator,
      ...patterns,
      response,
      ...infrastructure,
      ...told,
      ...observed,
      sighting,
      ...told_of,
    ];
    const report = {
      ...this.#of('report', 'report', indicators.length ? most(indicators) : 'clear'),
      name: `${campaign['name']}: ${this.#campaign.verdict}`,
      description: campaign['description'],
      report_types: ['campaign'],
      published: this.#modified,
      object_refs: said.map(({ id }) => id),
    };
    return [producer, ...unique(observables), ...said, report];
  }

  /** The common properties. */
  #of(type: string, name: string, level: Level): StixObject {
    const { origin, id, edition, first_seen } = this.#campaign;
    return {
      type,
      spec_version: '2.1',
      id: idOf(type, origin, id, name, ...(edition ? [edition] : [])),
      created_by_ref: this.#producer,
      created: stamp(first_seen),
      modified: this.#modified,
      object_marking_refs: [markingId(level)],
    };
  }

  #theCampaign(seen: { first_seen: string; last_seen: string }): StixObject {
    const {
      id,
      origin,
      verdict,
      error_bound,
      accounts,
      exchanges,
      input_tokens,
      output_tokens,
      models,
      capabilities,
      behaviour,
    } = this.#campaign;
    return {
      ...this.#of('campaign', 'campaign', 'clear'),
      name: `${id} of ${origin}`,
      description: `${accounts} accounts sent ${exchanges} exchanges that belong together. Verdict: ${verdict}; the chance that this is a false alarm is at most ${error_bound}, as its origin's detection states it.`,
      objective: 'To collect answers of language models',
      confidence: Math.max(0, Math.min(99, Math.floor(100 * (1 - error_bound)))),
      ...seen,
      extensions: {
        [EXTENSION]: {
          ...OUR_EXTENSION,
          verdict,
          error_bound,
          accounts,
          exchanges,
          input_tokens,
          output_tokens,
          models,
          capabilities,
          behaviour,
        },
      },
    };
  }

  #technique({ name, description, atlas }: (typeof techniques)[number]): StixObject {
    const reference = atlas && {
      source_name: 'mitre-atlas',
      external_id: atlas.id,
      url: `https://atlas.mitre.org/techniques/${atlas.id}`,
      description: atlas.name,
    };
    return {
      ...this.#of('attack-pattern', name, 'clear'),
      name,
      description,
      ...(reference && { external_references: [reference] }),
    };
  }

  #indicator(one: Indicator): StixObject {
    const { kind, value, key, share, others, first_seen, valid_until, level } = one;
    return {
      ...this.#of('indicator', `${kind} ${value} ${key ?? ''}`, level),
      name: `${kind} that ${percent(share)} of its accounts show`,
      description: `Shown by ${percent(share)} of the accounts of the campaign and by ${percent(others)} of others. Sharing it proves nothing of an account.`,
      indicator_types: ['attribution'],
      pattern: patternOf(one),
      pattern_type: 'stix',
      pattern_version: '2.1',
      valid_from: stamp(first_seen),
      valid_until: stamp(valid_until),
      confidence: Math.min(99, Math.floor((100 * share) / (share + others))),
      extensions: { [EXTENSION]: { ...OUR_EXTENSION, kind, share, others, ...(key && { sketch_key: key }) } },
    };
  }

  #observable({ kind, value, key, level }: Indicator): StixObject | undefined {
    const marked = { spec_version: '2.1', object_marking_refs: [markingId(level)] };
    if (kind === 'network') {
      const type = value.includes(':') ? 'ipv6-addr' : 'ipv4-addr';
      return { type, id: observableId(type, { value }), ...marked, value };
    }
    if (!(kind in properties)) return undefined;
    const name = properties[kind as keyof typeof properties];
    const shown = { [name]: kind === 'phrase' ? [value] : value, ...(key && { sketch_key: key }) };
    const type = 'llm-exchange';
    const ours = { extensions: { [EXTENSION]: { extension_type: 'new-sco' } } };
    return { type, id: observableId(type, shown), ...marked, ...shown, ...ours };
  }

  #relation(from: StixObject, how: string, to: StixObject, level: Level): StixObject {
    return {
      ...this.#of('relationship', `${from.id} ${how} ${to.id}`, level),
      relationship_type: how,
      source_ref: from.id,
      target_ref: to.id,
    };
  }
}

const most = (all: readonly Indicator[]): Level =>
  all.reduce<Level>((max, { level }) => (levels.indexOf(level) > levels.indexOf(max) ? level : max), 'clear');
const unique = (all: readonly StixObject[]) => [...new Map(all.map(one => [one.id, one])).values()];
const percent = (share: number) => (share < 0.0005 ? 'under 0.1%' : `${Math.round(share * 1000) / 10}%`);
