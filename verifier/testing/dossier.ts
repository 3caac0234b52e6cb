import { createHmac } from 'node:crypto';
import { b64, type Data, H, jcs, u64 } from './hash.ts';
import { LogTree } from './merkle.ts';
import { bodyOf, note, type Signer, signer, signWith } from './sign.ts';
import { type Counts, countsBytes, leafNode, only, SumTree } from './sums.ts';
import { commitmentOf, hourNumber, makeWorld, type Scale, type Sent, saltOf } from './world.ts';
import { zip } from './zip.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests change any field of it
export type Json = any;

export type Level = 'public' | 'partner' | 'regulator';

export interface Recipe extends Scale {
  level?: Level;
  verdict?: 'harvesting' | 'pooled-access';
  records?: number;
  /** How often the log's key changed. */
  rotations?: number;
  witnesses?: readonly Signer[];
  excerpts?: number;
  /** So many hours are logged only after the verdict. */
  late?: number;
  timestamps?: (body: string) => Buffer[];
  cheat?: Cheat;
}

/** Where a dishonest maker does something else. */
export interface Cheat {
  /** Before an entry is logged. */
  entry?(entry: Json, index: number): Json;
  /** What is claimed of an hour, by place in the hour's tree. */
  claimed?(hour: string, claimed: Map<number, Counts>, leaves: Sent[]): void;
  /** The rows of hours before they are summed. */
  rows?(rows: Row[]): void;
  accounts?(rows: Json[]): void;
  /** Which leaf of the hour's tree is claimed at a place. */
  leaf?(hour: string, place: number): number;
}

export type Row = [
  hour: string,
  entry: number,
  root: string,
  leaves: number,
  exchanges: number,
  input_tokens: number,
  output_tokens: number,
];

export interface Made {
  archive: Uint8Array<ArrayBuffer>;
  claims: Json;
  accounts: Json | null;
  excerpts: Json | null;
  tree: LogTree;
  entries: Json[];
  key: Signer;
  keys: Signer[];
  /** The dossier with other contents, signed by the maker all the same. */
  seal(parts: {
    claims?: Json;
    accounts?: Json;
    excerpts?: Json;
    files?: [string, Data][];
    statement?(statement: Json): void;
  }): Uint8Array<ArrayBuffer>;
}

const ORIGIN = 'log.example/stillwatch';
export const campaign = 'SW-2026-0001';
const HOUR = 3_600_000;
const roleNumbers: Record<string, number> = { harvester: 1, cover: 2, bystander: 3 };

export function makeDossier(recipe: Recipe = {}): Made {
  const {
    level = 'public',
    verdict = 'harvesting',
    records = 2,
    rotations = 0,
    witnesses = [],
    excerpts = 0,
    late = 0,
    cheat = {},
  } = recipe;
  const world = makeWorld(recipe);
  const tree = new LogTree();
  const entries: Json[] = [];
  let clock = Date.parse('2026-06-10T00:00:00.000Z');
  const log = (type: string, fields: object): number => {
    const given = { type, v: 1, at: new Date((clock += 1000)).toISOString(), ...fields };
    const entry = cheat.entry?.(given, entries.length) ?? given;
    tree.add(jcs(entry));
    return entries.push(entry) - 1;
  };

  // The log: keys, hours, the verdict, records.
  const keys = Array.from({ length: rotations + 1 }, (_, i) => signer(ORIGIN, 1, `key ${i}`));
  log('key', { origin: ORIGIN, key: keys[0]!.text, previous: null });
  const published: number[] = [];
  const hourEntry = new Map<string, number>();
  const logHour = ([hour, { tree }]: [string, { tree: SumTree }]): void => {
    hourEntry.set(hour, log('hour', { hour, tree: tree.json, replaces: null }));
  };
  const hours = [...world.hours];
  const inTime = hours.slice(0, hours.length - late);
  for (const [i, hour] of inTime.entries()) {
    logHour(hour);
    for (let k = 1; k <= rotations; k++)
      if (i === Math.floor((k * inTime.length) / (rotations + 1)) - 1)
        published.push(log('key', { origin: ORIGIN, key: keys[k]!.text, previous: keys[k - 1]!.text }) + 1);
  }
  published.push(entries.length);

  const claimedBy = (hour: string): Map<number, Counts> => {
    const { leaves } = world.hours.get(hour)!;
    const claimed = new Map(leaves.flatMap(({ claimed }, i) => (claimed ? [[i, claimed] as const] : [])));
    cheat.claimed?.(hour, claimed, leaves);
    return claimed;
  };
  const claimTrees = new Map<string, { claimed: Map<number, Counts>; tree: SumTree }>();
  for (const [hour, { leaves }] of hours) {
    const claimed = claimedBy(hour);
    if (claimed.size === 0) continue;
    const nodes = new Map(
      [...claimed].map(([i, counts]) => [
        i,
        leafNode(Buffer.concat([leaves[cheat.leaf?.(hour, i) ?? i]!.node.hash, countsBytes(counts)]), counts),
      ]),
    );
    claimTrees.set(hour, { claimed, tree: new SumTree(nodes, leaves.length) });
  }

  // The accounts, by what is claimed of them.
  const usage = new Map<string, { first: string; last: string } & Counts>();
  for (const [hour, { claimed }] of claimTrees)
    for (const [i, counts] of claimed) {
      const { account } = world.hours.get(hour)!.leaves[i]!;
      const row = usage.get(account) ?? {
        first: hour,
        last: hour,
        exchanges: 0,
        input_tokens: 0,
        output_tokens: 0,
      };
      row.last = hour;
      for (const name of ['exchanges', 'input_tokens', 'output_tokens'] as const) row[name] += counts[name];
      usage.set(account, row);
    }
  const rows: Json[] = [...usage].map(([account, used], i) => {
    const A = commitmentOf(world.secret, account);
    const salt = H(world.secret, 'claim', campaign, Buffer.of(0), A);
    const role = i % 5 === 4 ? 'cover' : 'harvester';
    return {
      pseudonym: b64(H(salt, A)),
      role,
      ...used,
      membership: 0.998,
      id: account,
      salt: b64(salt),
      account_salt: b64(saltOf(world.secret, account)),
    };
  });
  rows.sort((a, b) => Buffer.compare(Buffer.from(a.pseudonym, 'base64'), Buffer.from(b.pseudonym, 'base64')));
  cheat.accounts?.(rows);
  const accountTree = new SumTree(
    rows.map(row =>
      leafNode(
        Buffer.concat([
          Buffer.from(row.pseudonym, 'base64'),
          u64(roleNumbers[row.role]!),
          hourNumber(row.first),
          hourNumber(row.last),
          countsBytes(row),
        ]),
        only(row),
      ),
    ),
  );

  const lastHour = hours.at(-1)![0];
  const until = new Date(Date.parse(lastHour) + 2 * HOUR).toISOString();
  const roles = { harvester: 0, cover: 0, bystander: 1 } as Record<string, number>;
  for (const { role } of rows) roles[role]!++;
  const totals = accountTree.root.sums;
  const verdictIndex = log('verdict', {
    campaign,
    verdict,
    error_bound: 0.0004,
    alpha: 0.01,
    until,
    accounts: roles,
    ...only(totals),
    first_seen: hours[0]![0],
    last_seen: until,
    models: { 'opus-4.6': totals.exchanges },
    capabilities: { chain_of_thought: 0.31, code: 0.23 },
    evidence: [{ signal: 'shared-template', family: 'content', log_likelihood_ratio: 41.2, p_value: 1e-12 }],
    explanations: [{ explanation: 'a benchmark', verdict: 'ruled out', value: 0.01, limit: 0.05 }],
    by: { version: '0.1.0', build: b64(H('build')), config: b64(H('config')) },
    document: b64(H('salt', 'document')),
  });
  for (const hour of hours.slice(hours.length - late)) logHour(hour);
  const recordIndices = Array.from({ length: records }, (_, i) =>
    log('record', {
      id: `0${i}-record`,
      kind: i % 2 ? 'undo' : 'action',
      campaign,
      accounts: rows.length,
      grade: i % 2 ? null : 'block',
      until: i % 2 ? null : until,
      document: b64(H('record', `${i}`)),
    }),
  );
  published.push(entries.length);

  // The claim.
  const hourRows: Row[] = [...claimTrees].map(([hour, { tree }]) => {
    const { root, leaves, exchanges, input_tokens, output_tokens } = tree.json;
    return [hour, hourEntry.get(hour)!, root, leaves, exchanges, input_tokens, output_tokens];
  });
  cheat.rows?.(hourRows);
  const hoursTree = new SumTree(
    hourRows.map(([hour, index, root, leaves, exchanges, input_tokens, output_tokens]) => {
      const counts = { exchanges, input_tokens, output_tokens };
      return leafNode(
        Buffer.concat([
          hourNumber(hour),
          u64(index),
          Buffer.from(root, 'base64'),
          u64(leaves),
          countsBytes(counts),
        ]),
        counts,
      );
    }),
  );
  const claimIndex = log('claim', {
    campaign,
    verdict: verdictIndex,
    hours: hoursTree.json,
    accounts: accountTree.json,
  });
  const size = claimIndex + 1;
  const root = tree.root();

  // The draws.
  const drawn = new Set<string>();
  for (const [series, measure] of (['exchanges', 'input_tokens', 'output_tokens'] as const).entries()) {
    const total = hoursTree.root.sums[measure];
    for (let i = 0; total > 0 && i < 128; i++) {
      const number = H('stillwatch draw v1', Buffer.of(0), root, u64(series * 128 + i)).readBigUInt64BE();
      let rest = Number(number % BigInt(total));
      for (const [hour, { claimed }] of claimTrees) {
        for (const [index, counts] of [...claimed].sort(([a], [b]) => a - b)) {
          if (rest >= 0 && rest < counts[measure]) drawn.add(`${hour} ${String(index).padStart(8, '0')}`);
          rest -= counts[measure];
        }
        if (rest < 0) break;
      }
    }
  }
  const draws = [...drawn].sort().map(key => {
    const [hour, index] = [key.split(' ')[0]!, Number(key.split(' ')[1])];
    const { leaves, tree } = world.hours.get(hour)!;
    const leaf = leaves[index]!;
    const { claimed, tree: claimTree } = claimTrees.get(hour)!;
    return {
      hour,
      index,
      claimed: { leaf: Object.values(only(claimed.get(index)!)), path: claimTree.path(index) },
      committed: {
        leaf: [b64(leaf.pseudonym), leaf.model, ...Object.values(only(leaf))],
        path: tree.path(index),
      },
      opened:
        level === 'public'
          ? null
          : {
              salt: b64(leaf.salt),
              account: b64(commitmentOf(world.secret, leaf.account)),
              claim_salt: b64(
                H(world.secret, 'claim', campaign, Buffer.of(0), commitmentOf(world.secret, leaf.account)),
              ),
            },
    };
  });

  const needed = new Set([
    ...entries.flatMap(({ type }, i) => (type === 'key' ? [i] : [])),
    verdictIndex,
    claimIndex,
    ...recordIndices,
    ...draws.map(({ hour }) => hourEntry.get(hour)!),
  ]);
  const shown = [...needed].sort((a, b) => a - b);
  const keyAt = (size: number): Signer[] => {
    const then = entries.slice(0, size).filter(({ type }) => type === 'key');
    const current = keys[then.length - 1]!;
    return entries[size - 1].type === 'key' && then.length > 1
      ? [current, keys[then.length - 2]!]
      : [current];
  };
  const key = keys.at(-1)!;
  const seen = witnesses.map((witness, i) => [witness, 1_781_100_000 + i] as [Signer, number]);
  const body = bodyOf(ORIGIN, size, root);
  const shownHours = shown.filter(index => entries[index].type === 'hour');
  const stated = (claim: string, rest: object = {}): object => ({
    claim,
    says: `What the maker says of ${claim}.`,
    ...rest,
  });
  const claims: Json = {
    format: 'stillwatch-dossier',
    version: 1,
    level,
    campaign,
    partner: level === 'partner' ? 'Example Partner' : null,
    log: {
      origin: ORIGIN,
      key: key.text,
      checkpoint: note(body, [key], seen),
      timestamps: (recipe.timestamps?.(body) ?? []).map(b64),
      earlier: [...new Set(published)]
        .sort((a, b) => a - b)
        .map(before => ({
          checkpoint: note(
            bodyOf(ORIGIN, before, tree.root(before)),
            keyAt(before),
            seen.map(([witness, at]) => [witness, at - 86_400]),
          ),
          timestamps: (recipe.timestamps?.(bodyOf(ORIGIN, before, tree.root(before))) ?? []).map(b64),
          proof: tree.consistency(before, size).map(b64),
        })),
    },
    entries: shown.map(index => ({
      index,
      entry: entries[index],
      proof: tree.inclusion(index, size).map(b64),
    })),
    claims: [
      stated('totals', {
        ...only(hoursTree.root.sums),
        accounts: accountTree.root.sums.leaves,
        from: hourRows[0]![0],
        to: new Date(Date.parse(hourRows.at(-1)![0]) + HOUR).toISOString(),
      }),
      stated('order', {
        verdict: verdictIndex,
        hours: [shownHours[0], shownHours.at(-1)],
        before: shownHours.every(index => index < verdictIndex),
      }),
      stated('verdict', {
        index: verdictIndex,
        verdict,
        error_bound: 0.0004,
        until,
        accounts: entries[verdictIndex].accounts,
      }),
      ...recordIndices.map(index =>
        stated('action', {
          index,
          kind: entries[index].kind,
          at: entries[index].at,
          accounts: entries[index].accounts,
        }),
      ),
      ...(level === 'public' ? [] : [stated('accounts', { accounts: rows.length, file: 'accounts.json' })]),
      ...(excerpts ? [stated('excerpts', { excerpts, file: 'excerpts.json' })] : []),
      ...['models', 'capabilities', 'disproof', 'limits'].map(claim => stated(claim)),
    ],
    hours: hourRows,
    draws,
  };
  const partnerKey = H(world.secret, 'partner', 'Example Partner');
  const shownRows = rows.map(({ salt, account_salt, id, ...row }) =>
    level === 'regulator'
      ? { ...row, id, salt, account_salt }
      : { ...row, id: createHmac('sha256', partnerKey).update(id).digest('hex') },
  );
  const accounts = level === 'public' ? null : { level, campaign, accounts: shownRows };
  const texts = excerpts
    ? {
        excerpts: Array.from({ length: excerpts }, (_, i) => ({
          exchange: `ex_${i}`,
          at: until,
          model: 'opus-4.6',
          text: `Excerpt ${i}`,
        })),
      }
    : null;

  const seal: Made['seal'] = parts => {
    const files = new Map<string, Data>([
      ['README.txt', 'A synthetic dossier, for tests.\n'],
      ['dossier.html', '<!doctype html><title>Synthetic</title>\n'],
      ['dossier.pdf', '%PDF-1.7 synthetic\n'],
      ['claims.json', jcs(parts.claims ?? claims)],
    ]);
    if (parts.accounts ?? accounts) files.set('accounts.json', jcs(parts.accounts ?? accounts));
    if (parts.excerpts ?? texts) files.set('excerpts.json', jcs(parts.excerpts ?? texts));
    for (const [name, data] of parts.files ?? []) files.set(name, data);
    const sorted = [...files]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, data]) => [name, Buffer.from(data as string)] as const);
    const statement = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: sorted.map(([name, data]) => ({ name, digest: { sha256: H(data).toString('hex') } })),
      predicateType: 'urn:stillwatch:dossier:1',
      predicate: { campaign, level, checkpoint: body },
    };
    parts.statement?.(statement);
    const type = 'application/vnd.in-toto+json';
    const payload = Buffer.from(jcs(statement));
    const sig = signWith(
      key,
      Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${payload.length} `), payload]),
    );
    const envelope = {
      payloadType: type,
      payload: b64(payload),
      signatures: [{ keyid: `${key.name}+${key.id.toString('hex')}`, sig: b64(sig) }],
    };
    return new Uint8Array(zip([...sorted, ['statement.json', Buffer.from(jcs(envelope))]]));
  };
  return { archive: seal({}), claims, accounts, excerpts: texts, tree, entries, key, keys, seal };
}
