import { accountId, accountRecord, type Prescribed } from './accounts.ts';
import { app, chatProducts, product, script } from './clients.ts';
import { taste } from './models.ts';
import { home, mobile, type Network, server, vpn } from './networks.ts';
import type { AccountRecord, Emit, Member, Sender, Unit } from './record.ts';
import type { Rng } from './rng.ts';
import { type Occasion, type Profile, session, sittingSize, type Use } from './sessions.ts';
import { fill, voice } from './text/grammar.ts';
import { DAY, HOUR, languageOf, type Place, place, type World } from './world.ts';

/** How a population's people differ from anyone. */
export interface Kind {
  /** Exchanges in the whole world: median and log-sigma. */
  volume?: { median: number; sigma: number };
  account?: (rng: Rng) => Prescribed;
  /** Clients beside (or, with `only`, instead of) the own ones. */
  uses?: (rng: Rng) => Use[];
  only?: boolean;
  /** The template and system prompt of scripts that are not the person's own. */
  job?: (rng: Rng) => { template: string; system: string | null };
  /** Networks beside the own ones; `instead` leaves those out. */
  networks?: (rng: Rng, at: Place) => (readonly [Network, number])[];
  instead?: boolean;
  /** What happens on a day; `rng` is the account's own, the same on every day. */
  occasions?: (day: number, rng: Rng) => Occasion[];
  /** Sends as this account instead of its own (a relay's customer, an operator's cover traffic). */
  sender?: Sender;
  active?: [from: number, to: number];
}

const ORDINARY = { median: 38, sigma: 1.35 };

/** One account with one person behind it: sessions in a rhythm, conversations, own words. */
export class Person implements Unit {
  readonly #world: World;
  readonly #rng: Rng;
  readonly #kind: Kind;
  readonly #created: number;
  readonly #from: number;
  readonly #to: number;
  /** Mean exchanges on a weekday and on a day of the weekend. */
  readonly #weekday: number;
  readonly #weekend: number;
  /** Mean exchanges of a sitting. */
  readonly #size: number;

  constructor(world: World, rng: Rng, kind: Kind = {}) {
    this.#world = world;
    this.#rng = rng;
    this.#kind = kind;
    const r = rng.child('habit');
    const { median, sigma } = kind.volume ?? ORDINARY;
    const volume = Math.min(r.lognormal(median, sigma), median * 120);
    const weekend = r.chance(0.35) ? r.between(0.02, 0.3) : r.between(0.4, 1.6);
    // Three in ten come late, leave early or both.
    const [late, early] = [r.chance(0.2) ? r.float() * 0.7 : 0, r.chance(0.2) ? 0.3 + r.float() * 0.7 : 1];
    const span = world.end - world.start;
    this.#created = kind.sender ? 0 : Date.parse(this.record().created);
    this.#from = Math.max(kind.active?.[0] ?? world.start + late * span, this.#created);
    this.#to = kind.active?.[1] ?? Math.max(world.start + early * span, this.#from + Math.min(DAY, span));
    const days = Math.max(0.5, (this.#to - this.#from) / DAY);
    this.#weekday = volume / ((days * (5 + 2 * weekend)) / 7);
    this.#weekend = this.#weekday * weekend;
    this.#size = sittingSize(this.#profile());
  }

  record(): AccountRecord {
    const given = this.#kind.account?.(this.#rng.child('prescribed'));
    return accountRecord(this.#world, this.#rng, place(this.#rng.child('place')), given);
  }

  *members(): Iterable<Member> {
    yield { record: this.record(), role: 'ordinary' };
  }

  day(day: number, emit: Emit): void {
    const start = this.#world.start + day * DAY;
    const occasions = this.#occasions(day);
    if (occasions.length === 0 && (start + DAY < this.#from || start > this.#to)) return;
    const rng = this.#rng.child('day').child(day);
    const weekend = [0, 6].includes(new Date(start).getUTCDay());
    // Days differ: projects, holidays, moods.
    const mean = (weekend ? this.#weekend : this.#weekday) * rng.lognormal(0.73, 0.8);
    const sittings = rng.poisson(mean / this.#size);
    if (sittings === 0 && occasions.length === 0) return;
    const profile = this.#profile();
    const r = this.#rng.child('rhythm');
    const peaks = [r.between(8, 18), r.between(1.5, 3.5), r.between(19, 23.5), r.float() * 0.6] as const;
    const zone = place(this.#rng.child('place')).zone;
    for (let i = 0; i < sittings; i++) {
      const hour = rng.chance(peaks[3]) ? peaks[2] + 1.3 * rng.normal() : peaks[0] + peaks[1] * rng.normal();
      const at = start + ((((hour - zone) % 24) + 24) % 24) * HOUR;
      if (at >= this.#from && at <= this.#to) session(profile, at, rng.child(i), emit);
    }
    for (const [i, occasion] of occasions.entries())
      session(profile, occasion.ms, rng.child('occasion').child(i), emit, occasion);
  }

  #occasions(day: number): Occasion[] {
    const drawn = this.#kind.occasions?.(day, this.#rng.child('occasions')) ?? [];
    return drawn.filter(({ ms }) => ms > this.#created);
  }

  #profile(): Profile {
    const [world, kind] = [this.#world, this.#kind];
    const rng = this.#rng.child('profile');
    const where = place(this.#rng.child('place'));
    const language = languageOf(where.index, rng);
    const words = voice(rng.child('voice'), language, rng.chance(0.3) ? languageOf(where.index, rng) : null);
    const jobs = words.language.jobs;
    const mine = uses(rng.child('uses'));
    const given = kind.job?.(rng.child('job'));
    return {
      world,
      sender: kind.sender ?? this.#sender(),
      uses: kind.only ? kind.uses!(rng.child('kind')) : [...mine, ...(kind.uses?.(rng.child('kind')) ?? [])],
      networks: networks(this.#rng.child('networks'), where, kind),
      voice: words,
      taste: taste(world, rng.child('taste')),
      output: rng.lognormal(260, 0.5),
      turns: rng.between(1.3, 4.5),
      conversations: rng.between(1, 3),
      think: rng.lognormal(55_000, 0.5),
      codes: rng.chance(0.3),
      job: given?.template ?? fill(rng.pick(jobs), words, rng),
      jobSystem: given
        ? given.system
        : rng.chance(0.5)
          ? fill(rng.pick(words.language.systems), words, rng)
          : null,
      runs: rng.lognormal(8, 0.7),
    };
  }

  #sender(): Sender {
    const { org } = this.record();
    return { account: accountId(this.#rng), org, apiKey: `key_${this.#rng.child('key').hex(12)}` };
  }
}

/** What software a random person has: mostly apps; one in six mostly scripts; one in ten an agent. */
function uses(rng: Rng): Use[] {
  const list: Use[] = [];
  const kind = rng.float();
  if (kind < 0.16)
    list.push(
      { client: script(rng), mode: 'script', weight: 8 },
      { client: script(rng), mode: 'chat', weight: 2 },
    );
  else if (kind < 0.26) list.push({ client: product(5 + rng.int(2), rng), mode: 'agent', weight: 3 });
  else if (kind < 0.5) list.push({ client: product(rng.int(chatProducts), rng), mode: 'chat', weight: 5 });
  if (kind >= 0.3 || rng.chance(0.5))
    for (let n = 1 + rng.int(2); n > 0; n--) list.push({ client: app(rng), mode: 'chat', weight: n * 2 });
  return list;
}

function networks(rng: Rng, where: Place, kind: Kind): (readonly [Network, number])[] {
  const list: (readonly [Network, number])[] = [];
  if (!kind.instead) {
    list.push([home(where, rng), 6]);
    if (rng.chance(0.6)) list.push([mobile(where, rng), rng.between(0.5, 4)]);
    if (rng.chance(0.08)) list.push([vpn(rng), rng.between(1, 10)]);
    if (rng.chance(0.1)) list.push([server(rng), rng.between(1, 12)]);
  }
  return [...list, ...(kind.networks?.(rng.child('kind'), where) ?? [])];
}
