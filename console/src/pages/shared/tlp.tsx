import { Tag, type Tone } from '../../ui/tag.tsx';

const tones: Record<string, Tone> = {
  clear: 'plain',
  green: 'green',
  amber: 'amber',
  'amber+strict': 'amber',
};

/** Whom each level may be shown to (Traffic Light Protocol 2.0). */
export const whom: Record<string, string> = {
  clear: 'anyone',
  green: 'the community, and nobody outside it',
  amber: 'the recipient’s organisation and its clients',
  'amber+strict': 'the recipient’s organisation alone',
};

/** How far a thing may be shown. */
export const Level = ({ of }: { of: string }) => (
  <Tag tone={tones[of] ?? 'red'} title={`TLP:${of.toUpperCase()}: ${whom[of] ?? 'nobody else'}`}>
    {of}
  </Tag>
);
