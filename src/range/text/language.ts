/**
 * What one language contributes to the range's grammar. In every template: {s} a subject ("the cost of a bicycle"), {n} a noun,
 * {a} an adjective, {o} one of the writer's own names, {d} a small number, {D} a large one. Nouns stand in the
 * form that follows an aspect (in Russian: the genitive).
 */
export interface Language {
  code: string;
  /** How an aspect and a noun make a subject. */
  subject: (aspect: string, noun: string) => string;
  /** Between sentences. */
  gap: string;
  nouns: string[];
  aspects: string[];
  adjectives: string[];
  /** First words of people who use any. */
  openers: string[];
  /** What is wanted. No final mark. */
  asks: string[];
  /** Sentences that say why, or what has been tried. */
  contexts: string[];
  /** How the answer shall be. */
  constraints: string[];
  /** A later turn of a conversation. */
  followups: string[];
  /** A model's sentences. */
  replies: string[];
  /** A business's batch jobs; {text} is the item. */
  jobs: string[];
  /** A business's or an internal system prompt. */
  systems: string[];
}

/** Words of a space-separated list; several words are joined with _. */
export const words = (list: string): string[] =>
  list
    .trim()
    .split(/\s+/)
    .map(word => word.replaceAll('_', ' '));
/** Lines of a block. */
export const lines = (block: string): string[] =>
  block
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
