import type { LineageVerdict } from '../../api/lineage.ts';
import { Tag, type Tone } from '../../ui/tag.tsx';

const verdicts: Record<LineageVerdict, { tone: Tone; name: string; means: string }> = {
  distilled: {
    tone: 'red',
    name: 'distilled',
    means: 'nearer than chance would have it, first by rank, and a dose that the web doesn’t explain',
  },
  'shared-style-or-contamination': {
    tone: 'amber',
    name: 'shared style, or contamination',
    means: 'nearer to some family than chance would have it, but not all that distillation would show',
  },
  'not-determined': {
    tone: 'plain',
    name: 'not determined',
    means: 'no closeness that chance wouldn’t explain, or too little to tell',
  },
};

export const LineageTag = ({ verdict }: { verdict: LineageVerdict }) => (
  <Tag tone={verdicts[verdict].tone} title={verdicts[verdict].means}>
    {verdicts[verdict].name}
  </Tag>
);

const views: Record<string, string> = {
  openings: 'how answers begin',
  starts: 'how sentences and lines begin',
  bigrams: 'pairs of words',
};
export const viewName = (view: string): string => views[view] ?? view;
