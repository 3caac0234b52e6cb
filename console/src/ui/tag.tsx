import type { ReactNode } from 'react';
import type { Role, Verdict } from '../api/types.ts';
import { clean } from '../text/clean.ts';
import { meaning, roles } from '../text/words.ts';
import style from './tag.module.css';

export type Tone = 'red' | 'amber' | 'teal' | 'green' | 'plain';

export function Tag({
  tone = 'plain',
  title,
  children,
}: {
  tone?: Tone;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={`${style.tag} ${style[tone] ?? ''}`} title={title && clean(title)}>
      {children}
    </span>
  );
}

const verdicts: Record<Verdict, Tone> = { harvesting: 'red', 'pooled-access': 'amber', watch: 'teal' };
export const VerdictTag = ({ verdict }: { verdict: Verdict }) => (
  <Tag tone={verdicts[verdict] ?? 'plain'} title={meaning[verdict]}>
    {verdict}
  </Tag>
);

const roleTones: Record<Role, Tone> = { harvester: 'red', cover: 'amber', bystander: 'plain' };
export const RoleTag = ({ role }: { role: string }) => (
  <Tag tone={roleTones[role as Role] ?? 'plain'} title={roles[role as Role]}>
    {role}
  </Tag>
);
