import type {
  ActionBody,
  AppealBody,
  Attestation,
  CollectionBody,
  Contained,
  Grant,
  Hold,
  PlanBody,
  RulingBody,
} from './bodies.ts';
import type { AuditRecord } from './records.ts';

export interface Plan extends PlanBody {
  id: string;
  at: string;
  by: string;
  reason: string;
  /** Who said yes, beside who made it. */
  approvals: { by: string; at: string }[];
}

export interface Action extends Omit<ActionBody, 'accounts'> {
  id: string;
  at: string;
  by: string;
  reason: string;
  /** By account; what is undone is taken out. */
  accounts: Map<string, Contained>;
  /** How many it began with. */
  began: number;
  /** `from`: when its containment was to begin. */
  undone: { account: string; at: string; by: string; reason: string; from: string }[];
  expired?: string;
}

export interface Appeal extends AppealBody {
  id: string;
  at: string;
  ruling?: { by: string; at: string; reason: string } & Pick<RulingBody, 'upheld' | 'signals'>;
}

/** A collection for partners, and of the campaigns that were in it how often each was withdrawn, and whether it is in it now. */
export interface Collection extends CollectionBody, Made {
  removed?: string;
  campaigns: Map<string, { published: string | null; recalls: number }>;
  /** By partner, the records of publications and recalls of which it was given something. */
  delivered: Map<string, Set<string>>;
}

interface Made {
  id: string;
  at: string;
  by: string;
  reason: string;
}

/**
 * What is in force and what was, as the records say: nothing else is kept. The same records in the same order give the
 * same state; a record of something that isn't there is left alone.
 */
export class State {
  readonly plans = new Map<string, Plan>();
  readonly actions = new Map<string, Action>();
  readonly appeals = new Map<string, Appeal>();
  readonly holds = new Map<string, Hold & Made & { lifted?: string }>();
  readonly grants = new Map<string, Grant & Made & { revoked?: string }>();
  /** By account and attribute, the newest word. */
  readonly attestations = new Map<string, Attestation & Made>();
  /** Actions and accounts by what the accounts are told. */
  readonly references = new Map<string, { action: string; account: string }>();
  /** By id. */
  readonly collections = new Map<string, Collection>();
  policies: { id: string; at: string; by: string; texts: Record<string, string> } | undefined;
  /** The last record's id. */
  last = '';

  /** Takes one record in; the order is that of ids. */
  take(record: AuditRecord): void {
    const { subject: id, at, actor: by, reason } = record;
    const made = { id, at, by, reason };
    if (record.id > this.last) this.last = record.id;
    switch (record.kind) {
      case 'plan':
        this.plans.set(id, { ...record.after, ...made, approvals: [] });
        break;
      case 'approval':
        this.plans.get(record.after.plan)?.approvals.push({ by, at });
        break;
      case 'action': {
        const accounts = new Map(record.after.accounts.map(one => [one.account, one]));
        for (const [account, { reference }] of accounts)
          this.references.set(reference, { action: id, account });
        this.actions.set(id, { ...record.after, ...made, accounts, began: accounts.size, undone: [] });
        break;
      }
      case 'undo': {
        const action = this.actions.get(record.after.action);
        if (!action) break;
        const { accounts } = record.after;
        for (const account of accounts === 'all' ? [...action.accounts.keys()] : accounts) {
          const contained = action.accounts.get(account);
          if (!contained) continue;
          action.accounts.delete(account);
          action.undone.push({ account, at, by, reason, from: contained.from ?? action.at });
        }
        break;
      }
      case 'expiry': {
        const action = this.actions.get(record.after.action);
        if (action) action.expired = at;
        break;
      }
      case 'appeal':
        this.appeals.set(id, { ...record.after, id, at });
        break;
      case 'ruling': {
        const appeal = this.appeals.get(record.after.appeal);
        if (appeal)
          appeal.ruling = { by, at, reason, upheld: record.after.upheld, signals: record.after.signals };
        break;
      }
      case 'hold':
        this.holds.set(id, { ...record.after, ...made });
        break;
      case 'lift': {
        const hold = this.holds.get(id);
        if (hold) hold.lifted = at;
        break;
      }
      case 'grant':
        this.grants.set(id, { ...record.after, ...made });
        break;
      case 'revocation': {
        const grant = this.grants.get(id);
        if (grant) grant.revoked = at;
        break;
      }
      case 'attestation':
        this.attestations.set(attestationKey(record.after.account, record.after.attribute), {
          ...record.after,
          ...made,
        });
        break;
      case 'withdrawal':
        this.attestations.delete(id);
        break;
      case 'policy':
        this.policies = { id, at, by, texts: record.after };
        break;
      case 'collection':
        this.collections.set(id, { ...record.after, ...made, campaigns: new Map(), delivered: new Map() });
        break;
      case 'removal': {
        const collection = this.collections.get(id);
        if (collection) collection.removed = at;
        break;
      }
      case 'publication':
      case 'recall': {
        const { collection, campaign } = record.after;
        const campaigns = this.collections.get(collection)?.campaigns;
        const recalls = campaigns?.get(campaign)?.recalls ?? 0;
        const isIn = record.kind === 'publication';
        campaigns?.set(campaign, { published: isIn ? at : null, recalls: recalls + (isIn ? 0 : 1) });
        break;
      }
      case 'delivery': {
        const delivered = this.collections.get(record.after.collection)?.delivered;
        const had = delivered?.get(by) ?? new Set();
        for (const one of record.after.of) had.add(one);
        delivered?.set(by, had);
        break;
      }
    }
  }

  static of(records: Iterable<AuditRecord>): State {
    const state = new State();
    for (const record of records) state.take(record);
    return state;
  }
}

export const attestationKey = (account: string, attribute: string) => JSON.stringify([account, attribute]);
