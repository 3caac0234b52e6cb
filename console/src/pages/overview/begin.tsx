import { Link } from '@tanstack/react-router';
import type { Overview } from '../../api/types.ts';
import { Page, Panel } from '../../ui/page.tsx';
import { Health } from './health.tsx';
import style from './overview.module.css';

/** Nothing is stored yet: what to do next. */
export function Begin({ overview }: { overview: Overview }) {
  const { origin } = window.location;
  return (
    <Page
      title="Overview"
      about="Nothing is stored yet. Three ways to begin; whichever you take, this page fills by itself."
    >
      <div className={style.ways}>
        <Panel
          title="See how it works"
          about="With made-up traffic in which the truth is known; it stays beside your data."
        >
          <p>
            <Link to="/range" search={{ new: true }}>
              Try the range
            </Link>
            : an operator hides among ordinary people, and you see when it is found.
          </p>
        </Panel>
        <Panel
          title="Read logs that you have"
          about="Files or folders, in most formats. It needs the store for itself: stop the service meanwhile."
        >
          <pre className={style.command}>
            stillwatch ingest logs/ --accounts accounts.jsonl{'\n'}stillwatch detect
          </pre>
        </Panel>
        <Panel
          title="Send what comes"
          about="From a gateway, or from an OpenTelemetry exporter. Detection then runs by itself."
        >
          <pre className={style.command}>
            {`stillwatch token add exporter --scope ingest

OTEL_EXPORTER_OTLP_ENDPOINT=${origin}
OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20sw_…

curl ${origin}/v1/exchanges \\
  -H 'Authorization: Bearer sw_…' \\
  -H 'Content-Type: application/x-ndjson' \\
  --data-binary @exchanges.jsonl`}
          </pre>
        </Panel>
      </div>
      <Health rejects={overview.rejects} />
    </Page>
  );
}
