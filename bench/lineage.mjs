// Whose student is it? The public answers of 124 models with known lineages (docs/lineage.md), each suspect's data group left out of all that
// is learnt: first, in first three, vendor, p, verdicts; the same with shorter answers, fewer prompts, and under attack.
//   node bench/lineage.mjs [FOLDER] [PART …]   (../shared/data/lineage/alpaca_eval; parts: table, unseen, innocent, length, prompts, attacks,
//   mixture)

import {
  choosePrompts,
  judge,
  lineupOf,
  spaceOf as onlySpaceOf,
  plainly,
  verdictOf,
} from '../dist/lineage/index.js';
import { attacks } from './lineage/attacks.mjs';
import { readCorpus } from './lineage/corpus.mjs';
import { measureMixture } from './lineage/mixture.mjs';

/** Both looks, as the test takes them. */
const spaceOf = corpus => ({ ...onlySpaceOf(corpus), second: onlySpaceOf(plainly(corpus)) });

const [folder = new URL('../../shared/data/lineage/alpaca_eval', import.meta.url).pathname, ...asked] =
  process.argv.slice(2);
const parts = asked.length
  ? asked
  : ['table', 'unseen', 'innocent', 'length', 'prompts', 'attacks', 'mixture'];
const { corpus, rows } = await readCorpus(folder);
const { members } = corpus;
const released = new Map(members.filter(m => m.role === 'reference').map(m => [m.family, m.released]));
const suspects = rows.flatMap(({ kind }, i) => (/^(student|derivative)/.test(kind) ? [i] : []));
const sets = {
  'students, grade A': suspects.filter(i => rows[i].kind === 'student' && rows[i].sure === 'A'),
  'students of one teacher': suspects.filter(
    i => rows[i].kind === 'student' && members[i].teachers.length === 1,
  ),
  'students, all': suspects.filter(i => rows[i].kind === 'student'),
  'derivatives and re-prompted': suspects.filter(i => rows[i].kind !== 'student'),
};
const share = (list, test) => (list.length ? (list.filter(test).length / list.length).toFixed(2) : '–');
const seconds = () => `${(performance.now() / 1000).toFixed(0)} s`;

/** Judges members `at` of a space; `like[k]` is the row that says what the k-th is. */
function judged(space, at, like, existing, withVerdict = false, mates = () => []) {
  const lineups = new Map();
  return at.map((member, k) => {
    const row = rows[like[k]];
    const groups = [space.corpus.members[member].group, ...mates(like[k])].sort();
    const key = groups.join();
    if (!lineups.has(key)) lineups.set(key, lineupOf(space, new Set(groups), space.second));
    const lineup = lineups.get(key);
    const options = {
      isCandidate: ({ family }) => !existing || !row.date || released.get(family) <= row.date,
    };
    let judgement = judge(lineup, member, options);
    const [first] = judgement.candidates;
    const { teachers } = members[like[k]];
    let verdict = 'not-determined';
    if (withVerdict && judgement.candidates.some(c => c.p_value < 0.01)) {
      judgement = judge(lineup, member, { ...options, doses: true });
      ({ verdict } = verdictOf(judgement, lineup, null));
    }
    const mine = judgement.candidates.filter(({ family }) => teachers.includes(family));
    return {
      model: row.model,
      teachers,
      first: first.family,
      rank: Math.min(99, ...mine.map(({ rank }) => rank)),
      vendor: mine.some(({ vendor }) => vendor === first.vendor),
      alone: mine.map(({ family, p_unadjusted }) => ({ family, p: p_unadjusted })),
      others: judgement.candidates
        .filter(({ family }) => !teachers.includes(family))
        .map(c => c.p_unadjusted),
      candidates: judgement.candidates.length,
      verdict,
    };
  });
}

const line = (name, found) =>
  console.log(
    `| ${name} | ${found.length} | ${share(found, f => f.rank === 1)} | ${share(found, f => f.rank <= 3)} | ${share(found, f => f.vendor)} |`,
  );
const head = title =>
  console.log(
    `\n${title} (${seconds()})\n| | n | first | first three | vendor |\n| --- | --- | --- | --- | --- |`,
  );

if (parts.includes('mixture')) measureMixture({ corpus, rows });

const whole = parts.some(part => ['table', 'unseen'].includes(part)) ? spaceOf(corpus) : null;
if (parts.includes('table')) {
  const all = new Map();
  head('Leave-data-group-out');
  for (const existing of [true, false])
    for (const [name, ids] of Object.entries(sets)) {
      if (existing && name.startsWith('der')) continue;
      const found = judged(whole, ids, ids, existing, true);
      all.set(`${name} ${existing}`, found);
      const title = `${name}, ${existing ? 'families that existed then' : `all ${released.size} families`}`;
      line(title, found);
      const counts = new Map();
      for (const teacher of found.flatMap(f => f.teachers))
        counts.set(teacher, (counts.get(teacher) ?? 0) + 1);
      const [constant] = [...counts].sort(([, x], [, y]) => y - x)[0];
      console.log(
        `| … always ${constant} | ${found.length} | ${share(found, f => f.teachers.includes(constant))} | | |`,
      );
    }
  const students = all.get('students, all true');
  const der = all.get('derivatives and re-prompted false');
  console.log('\nRecall per family (students then, derivatives of all): family n first');
  for (const found of [students, der])
    for (const family of new Set(found.flatMap(f => f.teachers))) {
      const mine = found.filter(f => f.teachers.includes(family));
      console.log(`  ${family} ${mine.length} ${share(mine, f => f.rank === 1)}`);
    }
  for (const [name, found] of all) {
    const pairs = found.flatMap(f => f.alone);
    const openai = pairs.filter(({ family }) => ['gpt35', 'gpt4'].includes(family));
    const others = found.flatMap(f => f.others);
    console.log(
      `${name}: p < .01 alone for ${pairs.filter(({ p }) => p < 0.01).length} of ${pairs.length} true pairs (gpt35, gpt4: ${openai.filter(({ p }) => p < 0.01).length} of ${openai.length}), ${others.filter(p => p < 0.01).length} of ${others.length} others; distilled ${found.filter(f => f.verdict === 'distilled').length} of ${found.length}, wrongly ${
        found
          .filter(f => f.verdict === 'distilled' && f.rank > 1)
          .map(f => `${f.model}: ${f.first}`)
          .join(', ') || 'none'
      }`,
    );
  }
  console.log(
    'missed:',
    all
      .get('students, all true')
      .concat(der)
      .filter(f => f.rank > 1)
      .map(f => `${f.model} (${f.teachers}): ${f.first}`)
      .join('; '),
  );
}

if (parts.includes('unseen')) {
  head('No student of the teacher known at all');
  const mates = i =>
    members
      .filter(m => m.role === 'student' && m.teachers.some(t => members[i].teachers.includes(t)))
      .map(m => m.group);
  for (const existing of [true, false])
    for (const name of ['students, grade A', 'students of one teacher'])
      line(
        `${name}, ${existing ? 'families that existed then' : 'all families'}`,
        judged(whole, sets[name], sets[name], existing, false, mates),
      );
}

if (parts.includes('innocent')) {
  // References and controls as suspects, their family or group left out of base and references: nobody's known students.
  let pairs = 0;
  let low = 0;
  const wrong = [];
  const groups = new Set(members.flatMap(m => (m.role === 'student' ? [] : [m.group])));
  for (const group of groups) {
    const at = members.flatMap((m, i) => (m.group === group ? [i] : []));
    const space = spaceOf({
      ...corpus,
      members: members.map(m => (m.group === group ? { ...m, role: 'suspect', family: null } : m)),
    });
    for (const found of judged(space, at, at, false, true)) {
      pairs += found.candidates;
      low += found.others.filter(p => p < 0.01).length;
      if (found.verdict !== 'not-determined') wrong.push(`${found.model}: ${found.verdict}, ${found.first}`);
    }
  }
  console.log(
    `\nReferences and controls as suspects (${seconds()}): p < .01 alone for ${low} of ${pairs} pairs; ${wrong.length} verdicts: ${wrong.join('; ')}`,
  );
}

const cut = length => ({
  ...corpus,
  members: members.map(m => ({ ...m, answers: m.answers.map(s => s.map(t => t.subarray(0, length))) })),
});
const main = ['students, grade A', 'derivatives and re-prompted'];
if (parts.includes('length')) {
  head('All answers cut to their first tokens');
  for (const length of [25, 50, 100, 200]) {
    const space = spaceOf(cut(length));
    for (const name of main) line(`${length} tokens, ${name}`, judged(space, sets[name], sets[name], true));
  }
}

/** The corpus, asked only these prompts. */
const asking = chosen => ({
  ...corpus,
  prompts: chosen.map(p => corpus.prompts[p]),
  promptTokens: chosen.map(p => corpus.promptTokens[p]),
  members: members.map(m => ({ ...m, answers: chosen.map(p => m.answers[p]) })),
});
if (parts.includes('prompts')) {
  head('Fewer prompts: chosen from the references, and at random (five draws)');
  const place = new Map(corpus.prompts.map((id, p) => [id, p]));
  const best = choosePrompts(corpus, 200, new Set()).map(({ prompt_id }) => place.get(prompt_id));
  for (const n of [25, 50, 100, 200]) {
    const space = spaceOf(asking(best.slice(0, n)));
    for (const name of main) line(`${n} chosen, ${name}`, judged(space, sets[name], sets[name], true));
    const found = Object.fromEntries(main.map(name => [name, []]));
    for (let draw = 1; draw <= 5; draw++) {
      const order = corpus.prompts.map((_, p) => p).sort((a, b) => mixed(a, draw) - mixed(b, draw));
      const drawn = spaceOf(asking(order.slice(0, n)));
      for (const name of main) found[name].push(...judged(drawn, sets[name], sets[name], true));
    }
    for (const name of main) line(`${n} at random, ${name}`, found[name]);
  }
}
function mixed(p, draw) {
  let h = Math.imul(p + 1, 0x9e3779b1) ^ Math.imul(draw, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

if (parts.includes('attacks')) {
  head('Suspects that were changed to hide it');
  for (const [attack, change] of Object.entries(attacks(corpus.words))) {
    const changed = suspects.map(i => ({
      ...members[i],
      role: 'suspect',
      answers: members[i].answers.map(samples => samples.map(change)),
    }));
    const space = spaceOf({ ...corpus, members: [...members, ...changed] });
    for (const name of main) {
      const at = sets[name].map(i => members.length + suspects.indexOf(i));
      line(`${attack}, ${name}`, judged(space, at, sets[name], true));
    }
  }
}
console.log(
  `\n${seconds()}, ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most, node ${process.version}`,
);
