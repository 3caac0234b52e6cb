import { type Block, code, paragraph, said, type Text } from '../blocks.ts';
import type { LetterFacts } from '../facts.ts';
import { count, moment, whole } from '../words.ts';

/** Letters of a note: a hundred witnesses' signatures have fewer. */
const CHECKPOINT = 20_000;

export function check({ log, verdict, level }: LetterFacts): Block {
  const witnesses: Text = log.witnesses.length
    ? [
        { strong: 'Ask the witnesses. ' },
        'They countersigned this checkpoint: ',
        ...log.witnesses.slice(0, 8).flatMap((name, i): Text => [...(i ? [', '] : []), said(name, 80)]),
        '. Obtain their keys from them, and give these to the verifier (--witness).',
      ]
    : [
        { strong: 'Witnesses. ' },
        'None countersigned this checkpoint. Compare it with a checkpoint that somebody else holds of this log.',
      ];
  return {
    kind: 'section',
    id: 'check',
    title: 'How to check this dossier without trusting its maker',
    blocks: [
      {
        kind: 'list',
        ordered: true,
        items: [
          [
            { strong: 'Run the verifier. ' },
            { code: 'npx stillwatch-verify FILE --key KEY' },
            ', or open its page in a browser, without a network, and drag the archive in. The verifier shares no code with the software that made this dossier and was written to be audited. It says what is proved, what is only asserted, and what failed. It checks the data and not this letter: compare the figures here with those that it prints.',
          ],
          [
            { strong: 'Get the key elsewhere. ' },
            'The log’s key is given below, but a key that comes with a dossier does not show whose it is. Obtain it from the provider by another route, or from where it was published before.',
          ],
          [
            { strong: 'Compare with older checkpoints. ' },
            `Anyone who kept an earlier checkpoint of this log can test whether its history was rewritten since (--since). The archive holds ${log.earlier ? `${count(log.earlier, 'earlier checkpoint')}, with ${log.earlier === 1 ? 'a proof' : 'proofs'} that entries were only added since` : 'no earlier checkpoint'}.`,
          ],
          witnesses,
          [
            { strong: 'Timestamps. ' },
            log.timestamps
              ? `claims.json holds ${count(log.timestamps, 'timestamp')} of the checkpoint (RFC 3161): an independent authority’s statement that it existed by then.`
              : 'The archive holds no timestamp of the checkpoint by an independent authority: its dates are the provider’s.',
          ],
          ...(level === 'public'
            ? []
            : [
                [
                  { strong: 'Compare accounts. ' },
                  'The verifier checks the rows of accounts.json against the logged claim. Compare them with what you know of these accounts yourself.',
                ],
              ]),
        ],
      },
      {
        kind: 'table',
        caption: 'The log',
        columns: [
          { title: 'What', width: 0.25 },
          { title: 'Value', width: 0.75 },
        ],
        rows: [
          ['Origin', [code(log.origin)]],
          ['Verifier key', [code(log.key)]],
          [
            'Size',
            `${count(log.size, 'entry', 'entries')}; the last is the claim (entry ${whole(log.claim)})`,
          ],
          ['Root', [code(log.root)]],
          ['Verdict', `entry ${whole(log.verdict)}, logged ${moment(verdict.at)}`],
          ['Campaign’s document', [code(verdict.document)]],
          ['Software', ['Stillwatch ', said(verdict.by.version, 40), '; build ', code(verdict.by.build)]],
          ['Settings', [code(verdict.by.config)]],
        ],
      },
      paragraph(
        'The campaign’s document, the build and the settings are given as digests: the provider can be asked to show what they stand for, and cannot show anything else. This dossier rests on the following checkpoint:',
      ),
      { kind: 'verbatim', text: log.checkpoint.slice(0, CHECKPOINT) },
    ],
  };
}
