import { type Corpus, type Member, readReferences, type Suspect } from './corpus.ts';

export interface GatherOptions {
  /** The suspect's data group: models of the references that share its training data. */
  group?: string;
  onStep?: (step: string) => void;
}

/** A suspect among the references that answered the same prompts: the last of the members. Its data group is left out. */
export interface Gathered {
  corpus: Corpus;
  at: number;
  notes: string[];
}

/** Throws LINEAGE_MANIFEST, LINEAGE_ANSWERS, LINEAGE_PROMPTS. */
export async function gather(
  suspect: Suspect,
  references: string,
  options: GatherOptions,
): Promise<Gathered> {
  const asked = new Set(suspect.answers.byPrompt.keys());
  const corpus = await readReferences(references, suspect.words, asked, (model, done, of) =>
    options.onStep?.(`reading ${done + 1} of ${of}: ${model}`),
  );
  const notes = [...corpus.notes];
  if (suspect.answers.broken)
    notes.push(`${suspect.answers.broken} lines of the suspect's file are no answers`);
  if (suspect.answers.empty)
    notes.push(`${suspect.answers.empty} answers of the suspect are empty and left out`);
  const group = groupOf(corpus, suspect, options.group, notes);
  const me: Member = {
    model: 'the suspect',
    role: 'suspect',
    family: null,
    vendor: null,
    released: null,
    teachers: [],
    group,
    answers: corpus.prompts.map(id => suspect.answers.byPrompt.get(id) ?? []),
  };
  const members = [
    ...corpus.members.filter(member => member.role === 'reference' || member.group !== group),
    me,
  ];
  return { corpus: { ...corpus, members }, at: members.length - 1, notes };
}

/** A model of the references whose answers are the suspect's is the suspect: it and its group teach nothing. */
function groupOf(
  { members, prompts }: Corpus,
  { answers }: Suspect,
  given: string | undefined,
  notes: string[],
): string {
  for (const member of members) {
    let both = 0;
    let same = 0;
    prompts.forEach((id, p) => {
      const mine = answers.byPrompt.get(id)?.[0];
      const theirs = member.answers[p]![0];
      if (!mine || !theirs) return;
      both++;
      if (mine.length === theirs.length && mine.every((token, k) => token === theirs[k])) same++;
    });
    if (same * 2 <= both || both === 0) continue;
    notes.push(`${same} of ${both} answers are word for word those of ${member.model}`);
    if (member.role !== 'reference' && !given) return member.group;
  }
  return given ?? 'the suspect';
}
