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
  /** Possible teachers whose answers most of its own are word for word: perhaps it is no student, but the model itself. */
  itself: string[];
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
    notes.push(`lines of the suspect's file that are no answers: ${suspect.answers.broken}`);
  if (suspect.answers.empty) notes.push(`empty answers of the suspect, left out: ${suspect.answers.empty}`);
  const copies = copiesIn(corpus, suspect);
  const itself = copies.filter(({ member }) => member.role === 'reference').map(({ said }) => said);
  const others = copies.filter(({ member }) => member.role !== 'reference');
  notes.push(...others.map(({ said }) => said));
  const given = options.group;
  if (given !== undefined && !corpus.members.some(member => member.group === given))
    notes.push(`no model of the references is of the group ${given}, so that none is left out`);
  // A model of the references whose answers are the suspect's is the suspect: it and its group teach nothing.
  const groups = new Set([
    ...(given === undefined ? [] : [given]),
    ...others.map(({ member }) => member.group),
  ]);
  const [group = 'the suspect'] = groups;
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
    ...corpus.members.filter(member => member.role === 'reference' || !groups.has(member.group)),
    me,
  ];
  return { corpus: { ...corpus, members }, at: members.length - 1, itself, notes };
}

/** Models of the references with more than half of the suspect's answers. */
function copiesIn({ members, prompts }: Corpus, { answers }: Suspect): { member: Member; said: string }[] {
  return members.flatMap(member => {
    let both = 0;
    let same = 0;
    prompts.forEach((id, p) => {
      const mine = answers.byPrompt.get(id)?.[0];
      const theirs = member.answers[p]![0];
      if (!mine || !theirs) return;
      both++;
      if (mine.length === theirs.length && mine.every((token, k) => token === theirs[k])) same++;
    });
    const said = `${same} of ${both} answers are word for word those of ${member.model}`;
    return same * 2 > both ? [{ member, said }] : [];
  });
}
