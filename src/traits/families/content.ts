import type { Trait } from './trait.ts';

/** What is asked, from the sketches of the text (../content.ts). */
export const content: readonly Trait[] = [
  {
    id: 1,
    name: 'shared-opening',
    family: 'content',
    many: true,
    sql: 'if(body_bytes < 24, 0, opening)',
    words: 'start prompts with the same words',
  },
  {
    id: 2,
    name: 'shared-closing',
    family: 'content',
    many: true,
    sql: 'if(body_bytes < 24, 0, closing)',
    words: 'end prompts with the same words',
  },
  {
    id: 3,
    name: 'shared-prompt',
    family: 'content',
    many: true,
    sql: 'if(body_bytes < 24, 0, body)',
    words: 'send the very same prompt',
  },
  {
    id: 4,
    name: 'shared-phrase',
    family: 'content',
    many: true,
    sql: 'arrayJoin(arrayDistinct(shingles))',
    common: 0.1, // such phrases are most of all pairs
    words: 'use the same three-word phrases',
  },
  {
    id: 5,
    name: 'shared-system-prompt',
    family: 'content',
    sql: 'system',
    words: 'use the same system prompt',
  },
  { id: 6, name: 'shared-tools', family: 'content', sql: 'tools', words: 'declare the same tools' },
];
