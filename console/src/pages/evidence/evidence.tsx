import { Collapse, Textarea, UnstyledButton } from '@mantine/core';
import { type DragEvent, useRef, useState } from 'react';
import type { Report } from '../../../../verifier/src/report.ts';
import { Page } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { check } from './check.ts';
import style from './evidence.module.css';
import { Findings } from './findings.tsx';

type Result = { report: Report; name: string } | { error: unknown } | 'checking' | undefined;

/** The same check as `npx stillwatch-verify`, of the same sources, in this browser: the file goes nowhere. */
export function EvidencePage() {
  const [result, setResult] = useState<Result>();
  const [key, setKey] = useState('');
  const [more, setMore] = useState(false);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const turn = useRef(0);
  const run = async (file: File | undefined) => {
    if (!file) return;
    const mine = ++turn.current;
    setResult('checking');
    const made: Result = await check(file, key).then(
      report => ({ report, name: file.name }),
      error => ({ error }),
    );
    // Only what was asked for last is shown.
    if (mine === turn.current) setResult(made);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void run(event.dataTransfer.files[0]);
  };
  return (
    <Page
      title="Verify"
      about="Check a dossier: what it proves, what its maker only asserts, and what fails. It is checked in this browser and sent nowhere."
    >
      <button
        type="button"
        className={`${style.drop} ${over ? style.over : ''}`}
        onClick={() => input.current?.click()}
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <b>Drop a dossier here, or choose it</b>
        <span className="quiet">a .zip file, as Stillwatch makes it</span>
      </button>
      <input
        ref={input}
        type="file"
        accept=".zip,application/zip"
        className="vh"
        aria-label="Dossier"
        tabIndex={-1}
        onChange={event => {
          void run(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <div>
        <UnstyledButton className={style.more} aria-expanded={more} onClick={() => setMore(!more)}>
          What you have from elsewhere
        </UnstyledButton>
        <Collapse expanded={more}>
          <Textarea
            label="The log's verifier key"
            description="A dossier comes with its own key. Only one that you did not get with it tells you more."
            placeholder="name+1234abcd+A…"
            value={key}
            onChange={event => setKey(event.currentTarget.value)}
            spellCheck={false}
          />
        </Collapse>
      </div>
      <div aria-live="polite">
        {result === 'checking' ? <p className="quiet">Checking …</p> : null}
        {typeof result === 'object' && 'error' in result ? <Failed error={result.error} /> : null}
        {typeof result === 'object' && 'report' in result ? <Findings {...result} /> : null}
      </div>
    </Page>
  );
}
