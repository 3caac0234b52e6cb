// Of which teachers, in proportions: simulated students with known shares, whose teachers' snapshots and whose other part no reference has
// (or the snapshots are listed), and the documented ones. Each answer of a simulated student is one of its parts', drawn by their shares.
import { mixtureFor, mixtureLineup, mixtureSpaces } from '../../dist/lineage/index.js';

const SHARES = [
  [0.2],
  [0.5],
  [1],
  [0.1],
  [0.3, 0.3],
  [0.5, 0.2],
  [0.7, 0.3],
  [0.15, 0.15],
  [0.3, 0.2, 0.2],
  [0.4, 0.4, 0.2],
];

export function measureMixture({ corpus, rows }, simulated = 100) {
  for (const listed of [false, true]) simulate(corpus, simulated, listed);
  documented(corpus, rows);
}

function simulate(corpus, n, listed) {
  const next = random(7);
  const pick = list => list[Math.floor(next() * list.length)];
  const { members } = corpus;
  const families = new Map();
  members.forEach((m, i) => {
    if (m.role === 'reference') families.set(m.family, [...(families.get(m.family) ?? []), i]);
  });
  // The other part: nobody's students, and all of two vendors.
  const hosts = members.flatMap((m, i) =>
    ['x_oasst', 'x_td001'].includes(m.group) ||
    (m.role === 'reference' && ['cohere', 'google'].includes(m.vendor))
      ? [i]
      : [],
  );
  const teachers = new Map(
    [...families]
      .filter(([, all]) => all.length > 1 && !hosts.includes(all[0]))
      .map(([f, all]) => [f, all.at(-1)]),
  );
  const unlisted = new Set([...hosts, ...(listed ? [] : teachers.values())]);
  const known = members.filter((_, i) => !unlisted.has(i));
  const students = Array.from({ length: n }, (_, k) => {
    const shares = SHARES[k % SHARES.length];
    const of = new Set();
    while (of.size < shares.length) of.add(pick([...teachers.keys()]));
    const host = members[pick(hosts)];
    const truth = new Map([...of].map((family, a) => [family, shares[a]]));
    const answers = corpus.prompts.map((_, p) => {
      let left = next();
      for (const [family, share] of truth)
        if ((left -= share) < 0) return members[teachers.get(family)].answers[p];
      return host.answers[p];
    });
    const member = {
      ...host,
      role: 'suspect',
      family: null,
      vendor: null,
      teachers: [],
      group: `simulated ${k}`,
      answers,
    };
    return { truth, member };
  });
  const all = { ...corpus, members: [...known, ...students.map(s => s.member)] };
  const lineup = mixtureLineup(mixtureSpaces(all), new Set());
  const vendorOf = new Map(members.map(m => [m.family, m.vendor]));
  const seen = { there: [], absent: [], vendors: [], none: [], first: [] };
  students.forEach(({ truth }, k) => {
    const { teachers: found, vendors, none } = mixtureFor(lineup, known.length + k);
    for (const { family, share } of found)
      seen[truth.has(family) ? 'there' : 'absent'].push({ share, truth: truth.get(family) ?? 0 });
    const byVendor = new Map();
    for (const [family, share] of truth)
      byVendor.set(vendorOf.get(family), (byVendor.get(vendorOf.get(family)) ?? 0) + share);
    for (const { vendor, share } of vendors)
      if (byVendor.has(vendor)) seen.vendors.push({ share, truth: byVendor.get(vendor) });
    seen.none.push({ share: none, truth: 1 - [...truth.values()].reduce((a, b) => a + b, 0) });
    seen.first.push(truth.has(found[0].family));
  });
  console.log(
    `\n${n} simulated students, the teachers' snapshots ${listed ? 'listed' : 'not listed'}: the largest share is a teacher's for ${mean(seen.first.map(Number)).toFixed(2)}`,
  );
  console.log(
    '| shares of | n | mean error | mean absolute error | in the interval | width | least > 0 |\n| --- | --- | --- | --- | --- | --- | --- |',
  );
  const line = (name, list) =>
    console.log(
      `| ${name} | ${list.length} | ${mean(list.map(x => x.share.estimate - x.truth)).toFixed(2)} | ${mean(list.map(x => Math.abs(x.share.estimate - x.truth))).toFixed(2)} | ${mean(list.map(x => Number(x.truth >= x.share.low - 1e-9 && x.truth <= x.share.high + 1e-9))).toFixed(2)} | ${mean(list.map(x => x.share.high - x.share.low)).toFixed(2)} | ${mean(list.map(x => Number(x.share.low > 0))).toFixed(2)} |`,
    );
  line('teachers', seen.there);
  for (const [low, high] of [
    [0, 0.2],
    [0.2, 0.4],
    [0.4, 1.1],
  ])
    line(
      `… of ${low} to ${Math.min(1, high)}`,
      seen.there.filter(x => x.truth >= low && x.truth < high),
    );
  line('absent families', seen.absent);
  line('teachers’ vendors', seen.vendors);
  line('none of them', seen.none);
}

function documented(corpus, rows) {
  const { members } = corpus;
  const spaces = mixtureSpaces(corpus);
  const lineups = new Map();
  const found = rows.flatMap(({ kind, model, teachers }, i) => {
    if (!/^(student|derivative)/.test(kind)) return [];
    const { group } = members[i];
    if (!lineups.has(group)) lineups.set(group, mixtureLineup(spaces, new Set([group])));
    return [{ kind, model, teachers, ...mixtureFor(lineups.get(group), i), documented: teachers }].map(
      one => ({
        ...one,
        shares: new Map(one.teachers.map(t => [t.family, t.share])),
      }),
    );
  });
  console.log('\nDocumented, all families (shares: estimate, least to most)');
  const per = ({ estimate, low, high }) => `${estimate.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
  const sets = {
    'students of several': found.filter(f => f.kind === 'student' && f.documented.length > 1),
    'students of one': found.filter(f => f.kind === 'student' && f.documented.length === 1),
    'derivatives and re-prompted': found.filter(f => f.kind !== 'student'),
  };
  console.log(
    '| | n | the largest is documented | share documented | largest other | documented, least > 0 | others, least > 0 |\n| --- | --- | --- | --- | --- | --- | --- |',
  );
  for (const [name, list] of Object.entries(sets)) {
    const others = list.flatMap(f => f.teachers.filter(t => !f.documented.includes(t.family)));
    const own = list.flatMap(f => f.documented.flatMap(t => (f.shares.has(t) ? [f.shares.get(t)] : [])));
    console.log(
      `| ${name} | ${list.length} | ${mean(list.map(f => Number(f.documented.includes(f.teachers[0].family)))).toFixed(2)} | ${mean(list.map(f => f.documented.reduce((sum, t) => sum + (f.shares.get(t)?.estimate ?? 0), 0))).toFixed(2)} | ${mean(list.map(f => f.teachers.find(t => !f.documented.includes(t.family)).share.estimate)).toFixed(2)} | ${mean(own.map(s => Number(s.low > 0))).toFixed(2)} | ${mean(others.map(t => Number(t.share.low > 0))).toFixed(2)} |`,
    );
  }
  for (const f of [...sets['students of several'], ...sets['derivatives and re-prompted']])
    console.log(
      `  ${f.model} (${f.documented.join('+')}): ${f.teachers
        .slice(0, 4)
        .map(t => `${t.family} ${per(t.share)}`)
        .join(', ')}; none ${per(f.none)}`,
    );
}

const mean = list => list.reduce((sum, value) => sum + value, 0) / list.length;

/** The same numbers for the same seed (mulberry32). */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
