import { describe, groupOf, type Summed, sums } from './describe.ts';
import type { Campaign } from './document.ts';
import type { Judged } from './judge.ts';
import { keyAt } from './keys.ts';
import type { Group } from './link.ts';
import { surelyOf } from './members.ts';
import type { Sharing } from './sharing.ts';
import { ASKS, MODELS, PARTS, type Part, type Streams } from './streams.ts';

/** A campaign that is not named yet. */
export interface Found {
  campaign: Campaign;
  /** Keys of the streams that belong to it. */
  streams: bigint[];
  /** Campaigns known before that are parts of it. */
  parts: readonly Campaign[];
  /**
   * The same where some of its accounts turn out to use none of its templates: bystanders then, whose streams no figure
   * counts. Its evidence stays as it was tested, with them.
   */
  without(strangers: ReadonlySet<string>): Found;
}

export function foundOf(
  judged: Judged,
  parts: readonly Campaign[],
  streams: Streams,
  sharing: Sharing,
  part: Part,
): Found {
  const group = groupOf(judged);
  const campaign = describe(judged, streams, sharing);
  return told(
    part === 'templates' ? { ...campaign, templates: true } : campaign,
    { parts, own: pick(group, streams), rows: rowsOf(group, judged, streams) },
    new Set(),
  );
}

/** What is kept of a campaign is small: all that was looked at is gone when somebody asks, so nothing here may hold on to it. */
interface Kept {
  parts: readonly Campaign[];
  own: Summed;
  rows: { account: string; key: bigint; isSure: boolean }[];
}

function told(campaign: Campaign, kept: Kept, strangers: ReadonlySet<string>): Found {
  const { parts, own, rows } = kept;
  return {
    campaign,
    parts,
    streams: rows.filter(({ account, isSure }) => isSure && !strangers.has(account)).map(({ key }) => key),
    without: more => {
      const all = new Set([...strangers, ...more]);
      const rest = Uint32Array.from(rows.keys()).filter(i => !all.has(rows[i]!.account));
      const accounts = campaign.accounts.map(one =>
        more.has(one.account)
          ? { ...one, role: 'bystander' as const, because: 'asks-otherwise' as const }
          : one,
      );
      return told({ ...campaign, ...sums(rest, own), accounts }, kept, all);
    },
  };
}

function rowsOf(group: Group, judged: Judged, streams: Streams): Kept['rows'] {
  const surely = new Set(surelyOf(judged));
  return Array.from(group, s => ({
    account: streams.accounts[streams.account[s]!]!,
    key: keyAt(streams.keys, s),
    isSure: surely.has(s),
  }));
}

/** Some streams' own rows, in their order. */
function pick(group: Group, streams: Summed): Summed {
  const of = (values: Float64Array) => Float64Array.from(group, s => values[s]!);
  const rowsOf = (matrix: Float32Array, width: number) =>
    Float32Array.from(
      { length: group.length * width },
      (_, i) => matrix[group[Math.floor(i / width)]! * width + (i % width)]!,
    );
  return {
    exchanges: of(streams.exchanges),
    inputTokens: of(streams.inputTokens),
    outputTokens: of(streams.outputTokens),
    first: of(streams.first),
    last: of(streams.last),
    models: rowsOf(streams.models, MODELS),
    modelNames: streams.modelNames,
    asks: rowsOf(streams.asks, ASKS),
    parts: rowsOf(streams.parts, PARTS),
  };
}
