import type { Exchange } from './schema.ts';

type Content = NonNullable<NonNullable<Exchange['request']['messages']>[number]['content']>;

/** The text of a message's content: a string as it is, the text parts of a multi-part message joined by newlines. */
export function textOf(content: Content | null | undefined): string {
  if (typeof content === 'string') return content;
  if (!content) return '';
  return content
    .map(part => (typeof part === 'string' ? part : (part.text ?? '')))
    .filter(text => text !== '')
    .join('\n');
}
