import { type Block, code, paragraph, said, type Text } from '../blocks.ts';
import type { AccountRow, Action, LetterFacts } from '../facts.ts';
import { count, percent, stamp, whole } from '../words.ts';

/** More rows, and texts longer, say nothing more in a letter; all of them are in the data. */
const ROWS = 20;
const EXCERPTS = 20;
const LETTERS = 4000;
const ACTIONS = 60;

const kinds: Readonly<Partial<Record<Action['kind'], string>>> = {
  plan: 'Containment planned',
  approval: 'Approved by a second person',
  action: 'Contained',
  undo: 'Containment undone',
  expiry: 'Containment ended by itself',
  appeal: 'Appeal received',
  ruling: 'Appeal decided',
  hold: 'Model held back',
  lift: 'Hold lifted',
  grant: 'Permission granted',
  revocation: 'Permission revoked',
  attestation: 'Eligibility attested',
  withdrawal: 'Attestation withdrawn',
  policy: 'Policy changed',
};

const grades: Readonly<Record<string, string>> = {
  allow: 'none',
  watch: 'watched',
  slow: 'requests above a rate refused',
  mark: 'wordings of answers chosen by a key',
  thin: 'shorter answers, without reasoning',
  verify: 'refused until verified',
  suspend: 'all requests refused',
};

export function actions({ actions, verdict }: LetterFacts): Block {
  const sum = (kind: Action['kind']) => actions.filter(action => action.kind === kind).length;
  const counted = [
    count(sum('action'), 'containment'),
    `${count(sum('undo'), 'undo', 'undos')} of all or some of the accounts`,
    count(sum('appeal'), 'appeal'),
  ];
  return {
    kind: 'section',
    id: 'actions',
    title: 'Actions taken',
    blocks: actions.length
      ? [
          paragraph(
            `The log records, up to this claim: ${counted.join(', ')}. A containment ends by itself on the date given and can be undone before; each contained account is told a reference with which it can appeal.`,
          ),
          {
            kind: 'table',
            caption: 'What was done (UTC)',
            columns: [
              { title: 'When', width: 0.17 },
              { title: 'What', width: 0.36 },
              { title: 'Accounts', number: true, width: 0.1 },
              { title: 'How', width: 0.2 },
              { title: 'Until', width: 0.17 },
            ],
            rows: actions
              .slice(0, ACTIONS)
              .map(({ at, kind, accounts, grade, until, index }): Text[] => [
                stamp(at),
                [kinds[kind] ?? said(kind, 40), { quiet: ` (entry ${whole(index)})` }],
                accounts === null ? '' : whole(accounts),
                grade === null ? '' : Object.hasOwn(grades, grade) ? grades[grade]! : [said(grade, 40)],
                until === null ? '' : stamp(until),
              ]),
          },
          ...(actions.length > ACTIONS
            ? [paragraph(`${count(actions.length - ACTIONS, 'further record')}: see claims.json.`)]
            : []),
        ]
      : [
          paragraph(
            verdict.verdict === 'harvesting'
              ? 'Up to this claim the log records no action on this campaign: no account was contained through this software.'
              : 'Up to this claim the log records no action on this campaign. On this verdict the software allows none: only accounts found to be harvesters, or their cover, can be contained.',
          ),
        ],
  };
}

export function accounts({ rows, level, partner, totals }: LetterFacts): Block | null {
  if (level === 'public') return null;
  const id = level === 'partner' ? 'Pseudonym for the partner' : 'Account';
  const row = (one: AccountRow): Text[] => [
    level === 'partner' ? [code(shortId(one.id))] : [said(one.id, 60)],
    [said(one.role, 20)],
    whole(one.exchanges),
    whole(one.input_tokens),
    whole(one.output_tokens),
    one.membership === null ? '' : percent(one.membership),
    `${stamp(one.first)}\n${stamp(one.last)}`,
  ];
  return {
    kind: 'section',
    id: 'accounts',
    title: 'Accounts',
    blocks: [
      paragraph([
        `accounts.json has a row for each of the ${count(totals.accounts, 'account')}. `,
        level === 'partner'
          ? 'Accounts are named there by pseudonyms made with a key for '
          : 'Accounts are named there, with what is needed to check each against the log.',
        ...(level === 'partner'
          ? [
              partner === null ? 'this partner' : said(partner),
              ': an account has the same pseudonym in every dossier for this partner, and another in a dossier for anyone else.',
            ]
          : []),
        ' Membership is the probability, by the provider’s software, that the account belongs to the campaign; it is asserted, not proved.',
      ]),
      {
        kind: 'table',
        caption:
          rows.length > ROWS
            ? `The first ${ROWS} rows of accounts.json. Their order is that of the claim’s pseudonyms and was not chosen. Hours in UTC`
            : 'The rows of accounts.json. Hours in UTC',
        columns: [
          { title: id, width: 0.25 },
          { title: 'Role', width: 0.12 },
          { title: 'Exchanges', number: true, width: 0.11 },
          { title: 'Tokens in', number: true, width: 0.11 },
          { title: 'Tokens out', number: true, width: 0.11 },
          { title: 'Membership', number: true, width: 0.11 },
          { title: 'First and last hour', width: 0.19 },
        ],
        rows: rows.slice(0, ROWS).map(row),
      },
      ...(rows.length > ROWS
        ? [paragraph(`${count(rows.length - ROWS, 'further row')}: see accounts.json.`)]
        : []),
    ],
  };
}

/** A pseudonym is 64 digits; its first 20 tell accounts apart. */
const shortId = (id: string) => (id.length > 20 ? `${id.slice(0, 20)}…` : id);

export function excerpts({ excerpts }: LetterFacts): Block | null {
  if (excerpts.length === 0) return null;
  return {
    kind: 'section',
    id: 'excerpts',
    title: 'Excerpts',
    blocks: [
      paragraph(
        'The provider selected these texts and added each by hand. They are asserted, not proved by the log, and do not stand for requests that are not shown.',
      ),
      ...excerpts.slice(0, EXCERPTS).map(
        ({ exchange, at, model, text }): Block => ({
          kind: 'excerpt',
          head: ['Exchange ', said(exchange, 80), `, ${stamp(at)} UTC, model `, said(model, 80)],
          text:
            text.length > LETTERS
              ? `${[...text].slice(0, LETTERS).join('')}… (cut here: excerpts.json has all of it)`
              : text,
        }),
      ),
      ...(excerpts.length > EXCERPTS
        ? [paragraph(`${count(excerpts.length - EXCERPTS, 'further excerpt')}: see excerpts.json.`)]
        : []),
    ],
  };
}
