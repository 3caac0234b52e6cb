import { Button, Tabs, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, told } from '../../api/client.ts';
import { policiesQuery } from '../../api/queries.ts';
import type { Explained } from '../../api/types.ts';
import { count } from '../../text/number.ts';
import { Facts } from '../../ui/facts.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Failed, Loaded } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Backtest } from './backtest.tsx';
import style from './policies.module.css';

export function Policies() {
  const query = useQuery(policiesQuery);
  return (
    <Page
      title="Policies"
      about="What follows for a request from what is known of it. They are files of the service's folder, read again when they change; here they can be read, tried and asked."
    >
      <Explain />
      <Loaded query={query}>{texts => <Texts texts={texts} />}</Loaded>
    </Page>
  );
}

function Texts({ texts }: { texts: Record<string, string> }) {
  const files = Object.keys(texts).sort();
  const [file, setFile] = useState(files[0] ?? '');
  const [drafts, setDrafts] = useState<Record<string, string>>({});
  const tried = { ...texts, ...drafts };
  const check = useMutation({
    mutationFn: () => told(api.POST('/v1/policies/check', { body: { texts: tried } })),
  });
  const text = drafts[file] ?? texts[file] ?? '';
  return (
    <>
      <Panel
        title="In force, and your copy"
        about={`${count(files.length, 'file')}. What you write here is a copy: it is checked and tried, and changes nothing.`}
        actions={
          <>
            {Object.keys(drafts).length ? (
              <Button variant="subtle" onClick={() => setDrafts({})}>
                Discard the draft
              </Button>
            ) : null}
            <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
              Check
            </Button>
          </>
        }
      >
        <Tabs value={file} onChange={value => setFile(value ?? '')}>
          <Tabs.List>
            {files.map(name => (
              <Tabs.Tab key={name} value={name}>
                <Said>{name}</Said>
                {drafts[name] === undefined ? '' : ' •'}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {files.map(name => (
            <Tabs.Panel key={name} value={name}>
              {name === file ? (
                <Textarea
                  aria-label={`Text of ${name}`}
                  autosize
                  minRows={10}
                  maxRows={26}
                  mt={10}
                  spellCheck={false}
                  classNames={{ input: style.code! }}
                  value={text}
                  onChange={event => {
                    const { value } = event.currentTarget;
                    setDrafts(before => ({ ...before, [file]: value }));
                  }}
                />
              ) : null}
            </Tabs.Panel>
          ))}
        </Tabs>
        {check.isError ? <Failed error={check.error} /> : null}
        {check.data ? (
          <ul className={style.findings} aria-live="polite">
            {check.data.findings.length === 0 ? (
              <li>
                <Tag tone="green">sound</Tag> Nothing is wrong with them.
              </li>
            ) : null}
            {check.data.findings.map(({ severity, file, line, message, mend }) => (
              <li key={`${file}${line}${message}`}>
                <Tag tone={severity === 'error' ? 'red' : 'amber'}>{severity}</Tag>
                <span>
                  <b className="mono">
                    <Said>{file}</Said>:{line}
                  </b>{' '}
                  <Said>{message}</Said>{' '}
                  <span className="quiet">
                    <Said>{mend}</Said>
                  </span>
                </span>
              </li>
            ))}
          </ul>
        ) : null}
      </Panel>
      <Backtest texts={tried} isDraft={files.some(name => tried[name] !== texts[name])} />
    </>
  );
}

function Explain() {
  const [said, setSaid] = useState({ account: '', model: '', channel: '' });
  const explain = useMutation({
    mutationFn: ({ account, model, channel }: typeof said) =>
      told(api.POST('/v1/policies/explain', { body: { account, model, ...(channel ? { channel } : {}) } })),
  });
  const field = (name: keyof typeof said) => ({
    value: said[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setSaid(before => ({ ...before, [name]: value }));
    },
  });
  return (
    <Panel
      title="Ask"
      about="What would be decided about a request now, by which policies, and what would change that."
    >
      <form
        className={style.ask}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          explain.mutate(said);
        }}
      >
        <TextInput label="Account" required {...field('account')} />
        <TextInput label="Model" required {...field('model')} />
        <TextInput label="Channel" {...field('channel')} />
        <Button type="submit" loading={explain.isPending} disabled={!said.account || !said.model}>
          Explain
        </Button>
      </form>
      {explain.isError ? <Failed error={explain.error} /> : null}
      {explain.data ? <Answer of={explain.data} /> : null}
    </Panel>
  );
}

function Answer({ of: { decision, determined_by, errors, otherwise } }: { of: Explained }) {
  return (
    <div role="status">
      <Facts
        of={[
          [
            'Decision',
            <span key="d">
              <Tag tone={decision.decision === 'allow' ? 'green' : 'red'}>{decision.decision}</Tag>{' '}
              {decision.obligations.join(', ')}{' '}
              {decision.until ? (
                <>
                  until <Moment at={decision.until} />
                </>
              ) : null}
            </span>,
          ],
          [
            'Because',
            decision.reasons.length
              ? decision.reasons.map(({ policy, text }) => (
                  <div key={policy}>
                    <b className="mono">
                      <Said>{policy}</Said>
                    </b>{' '}
                    <Said>{text}</Said>
                  </div>
                ))
              : 'nothing speaks against it',
          ],
          ...determined_by.map(
            ({ policy, file, line, source }) =>
              [
                `${file}:${line}`,
                <pre key={policy} className={style.source}>
                  {source}
                </pre>,
              ] as const,
          ),
          ...(errors.length
            ? [
                [
                  'Not evaluated',
                  errors.map(({ policy, message }) => `${policy}: ${message}`).join('; '),
                ] as const,
              ]
            : []),
          ...otherwise.map(
            ({ if: what, decision }) => [`If ${what}`, <Tag key={what}>{decision}</Tag>] as const,
          ),
        ]}
      />
    </div>
  );
}
