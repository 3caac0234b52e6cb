import { Counter, Gauge, Histogram, Registry } from 'prom-client';

interface Sources {
  snapshot(): { accounts: number; inCampaigns: number; known: boolean };
  journal(): { bytes: number; waiting: number };
  engine(): { up: boolean; restarts: number };
}

/** What /metrics tells. */
export class Metrics {
  readonly registry = new Registry();
  readonly #decisions = new Map<string, Counter.Internal>();
  readonly #kinds: Counter;
  readonly decisionSeconds: Histogram;
  readonly ingested: Counter;
  readonly rejected: Counter;
  readonly requests: Counter;

  constructor({ snapshot, journal, engine }: Sources) {
    const registers = [this.registry];
    this.#kinds = new Counter({
      name: 'stillwatch_decisions_total',
      help: 'Decisions, by kind',
      labelNames: ['decision'],
      registers,
    });
    this.decisionSeconds = new Histogram({
      name: 'stillwatch_decision_seconds',
      help: 'Time from the request to the answer of POST /v1/decisions',
      buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5],
      registers,
    });
    this.ingested = new Counter({
      name: 'stillwatch_ingested_total',
      help: 'Exchanges acknowledged',
      labelNames: ['by'],
      registers,
    });
    this.rejected = new Counter({
      name: 'stillwatch_rejected_total',
      help: 'Records sent back, by reason',
      labelNames: ['reason'],
      registers,
    });
    this.requests = new Counter({
      name: 'stillwatch_requests_total',
      help: 'Requests other than for decisions, by status',
      labelNames: ['status'],
      registers,
    });
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name: `stillwatch_${name}`,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    gauge('snapshot_accounts', 'Accounts whose attributes are known', () => snapshot().accounts);
    gauge(
      'snapshot_accounts_in_campaigns',
      'Accounts that stand in a campaign',
      () => snapshot().inCampaigns,
    );
    gauge('snapshot_known', '0 while decisions are made by the fallback', () => Number(snapshot().known));
    gauge('journal_bytes', 'Bytes written to the journal since the start', () => journal().bytes);
    gauge(
      'journal_waiting_bytes',
      'Bytes in the journal that are not in the store yet',
      () => journal().waiting,
    );
    gauge('engine_up', '1 while the process that has the store is up', () => Number(engine().up));
    gauge('engine_restarts', 'How often that process was started again', () => engine().restarts);
    gauge('process_resident_bytes', 'Memory of the front process', () => process.memoryUsage.rss());
  }

  decided(kind: string): void {
    let counter = this.#decisions.get(kind);
    if (!counter) {
      counter = this.#kinds.labels(kind);
      this.#decisions.set(kind, counter);
    }
    counter.inc();
  }
}
