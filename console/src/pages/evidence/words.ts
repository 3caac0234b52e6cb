import { count, whole } from '../../text/number.ts';

// What an entry of the log says, in words. Its fields are those of docs/evidence-format.md; what is not known is said as it is.

interface Tree {
  exchanges?: number;
  leaves?: number;
}

/** What stands in the log: an entry by its type. */
export interface LogEntry {
  type?: string;
  at?: string;
  hour?: string;
  tree?: Tree;
  hours?: Tree;
  accounts?: Tree | number | null;
  replaces?: number | null;
  campaign?: string | null;
  verdict?: string | number;
  exchanges?: number;
  kind?: string;
  grade?: string | null;
  previous?: string | null;
  role?: string;
  partner?: string;
  asked?: number;
  held?: number;
  canary?: string;
}

export const kinds: Record<string, string> = {
  key: 'key',
  hour: 'hour of traffic',
  verdict: 'verdict',
  record: 'decision',
  claim: 'claim of a dossier',
  psi: 'private match',
  canary: 'canary',
};

const records: Record<string, string> = {
  plan: 'a plan is made',
  approval: 'a plan is approved',
  action: 'accounts are contained',
  undo: 'a containment is undone',
  expiry: 'a containment has ended by itself',
  appeal: 'an account objects',
  ruling: 'an appeal is decided',
  hold: 'a model is held back',
  lift: 'a hold is lifted',
  grant: 'distillation is authorised',
  revocation: 'a grant is revoked',
  attestation: 'an eligibility is attested',
  withdrawal: 'an attestation is withdrawn',
  policy: 'policies come into force',
};

/** @param hour how to say a time */
export function wordsOf(entry: LogEntry, hour: (at: string) => string): string {
  switch (entry.type) {
    case 'key':
      return entry.previous ? 'It is signed with a new key from here on' : 'The log begins, with its key';
    case 'hour':
      return `${count(entry.tree?.exchanges ?? 0, 'exchange')} of the hour ${hour(entry.hour ?? '')}${
        typeof entry.replaces === 'number' ? `; with what came late, for entry ${entry.replaces}` : ''
      }`;
    case 'verdict':
      return `${entry.campaign} is ${entry.verdict}: ${count(entry.exchanges ?? 0, 'exchange')}`;
    case 'claim':
      return `${entry.campaign}: ${count(entry.hours?.exchanges ?? 0, 'exchange')} of ${count(treeOf(entry.accounts).leaves ?? 0, 'account')}`;
    case 'record':
      return [
        Object.hasOwn(records, entry.kind ?? '') ? records[entry.kind!] : entry.kind,
        entry.campaign ? `of ${entry.campaign}` : '',
        typeof entry.accounts === 'number' ? count(entry.accounts, 'account') : '',
        entry.grade ?? '',
      ]
        .filter(Boolean)
        .join(', ');
    case 'psi':
      return `${entry.partner} ${entry.role === 'server' ? 'asked' : 'was asked'} for ${count(entry.asked ?? 0, 'value')} among ${whole(entry.held ?? 0)}`;
    case 'canary':
      return `${entry.canary} of ${entry.campaign}: what answers may be marked by`;
    default:
      return String(entry.type);
  }
}

const treeOf = (value: LogEntry['accounts']): Tree => (typeof value === 'object' && value ? value : {});
