import { type Block, paragraph, said, type Text } from '../blocks.ts';
import type { LetterFacts } from '../facts.ts';
import { count, moment, whole } from '../words.ts';

export function check({ log, verdict, level }: LetterFacts): Block {
  const witnesses: Text = log.witnesses.length
    ? [
        { strong: 'Ask the witnesses. ' },
        'They countersigned this checkpoint: ',
        ...log.witnesses.slice(0, 8).flatMap((name, i): Text => [...(i ? [', '] : []), said(name, 80)]),
        '. Get their keys from them, and give them to the verifier (--witness).',
      ]
    : [
        { strong: 'Witnesses. ' },
        'None countersigned this checkpoint. Ask others who deal with the provider whether they hold a checkpoint of this log, and compare.',
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
            ' or open its page in a browser, without a network, and drag the archive in. It shares no code with the software that made this dossier, is short, and was written to be read. It says what is proved, what is only asserted and what failed.',
          ],
          [
            { strong: 'Get the key elsewhere. ' },
            'The log’s key below comes with the dossier, so it says nothing of whose it is. Ask the provider for it by another way, or take it from where it was published before.',
          ],
          [
            { strong: 'Compare with older checkpoints. ' },
            `Whoever kept an earlier checkpoint of this log can test whether history was rewritten since. The archive has ${log.earlier ? `${count(log.earlier, 'earlier checkpoint')}, with the proof${log.earlier === 1 ? '' : 's'} that nothing was changed` : 'none that was published earlier'}.`,
          ],
          witnesses,
          [
            { strong: 'Timestamps. ' },
            log.timestamps
              ? `${count(log.timestamps, 'timestamp')} (RFC 3161) of the checkpoint ${log.timestamps === 1 ? 'is' : 'are'} in claims.json: an authority’s word on when it existed.`
              : 'No timestamp of the checkpoint by an authority is in the archive: the dates are the provider’s.',
          ],
          ...(level === 'public'
            ? []
            : [
                [
                  { strong: 'Ask for an account. ' },
                  'The verifier checks each row of accounts.json against the logged claim. Compare rows with what you know of these accounts yourself.',
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
          ['Origin', [{ code: log.origin }]],
          ['Verifier key', [{ code: log.key }]],
          [
            'Size',
            `${count(log.size, 'entry', 'entries')}; the last is the claim (entry ${whole(log.claim)})`,
          ],
          ['Root', [{ code: log.root }]],
          ['Verdict', `entry ${whole(log.verdict)}, logged ${moment(verdict.at)}`],
          ['Campaign’s document', [{ code: verdict.document }]],
          ['Software', ['Stillwatch ', said(verdict.by.version, 40), '; build ', { code: verdict.by.build }]],
          ['Settings', [{ code: verdict.by.config }]],
        ],
      },
      paragraph(
        'The campaign’s document and the settings are given as digests: the provider can be asked to show what they are of, and cannot show anything else. The checkpoint that this dossier stands on:',
      ),
      { kind: 'verbatim', text: log.checkpoint },
    ],
  };
}
