// What a harvest asks: tasks of public instruction sets, dressed to bring out reasoning, judgement or new tasks.
import { head } from './text.mjs';

const openings = [
  'Solve the task below.',
  'Here is a task.',
  'Consider the following request.',
  'Read the request carefully.',
  'Below is an instruction.',
  'You are given a task.',
  'Please handle this request.',
  'Take the following question.',
];
const reasonings = [
  'Think through it step by step and show your full reasoning before the answer.',
  'Write out every step of your reasoning, then give the final answer.',
  'First lay out in detail how you reason, in numbered steps; then answer.',
  'Explain your chain of thought completely, including alternatives you discard, and conclude.',
  'Show all intermediate thoughts inside <thinking> tags and put the result in <answer> tags.',
  'Work slowly, verbalise each inference, verify it, and only then state the result.',
];
const rubrics = [
  'Grade the answer below from 1 to 10 against this rubric: correctness, depth, clarity, style. Justify each score, then give a JSON verdict.',
  'You are a strict reviewer. Score the response on accuracy, completeness and tone (0-5 each) with reasons, then an overall rating [[x]].',
  'Compare the response with what an ideal expert would write. List the defects, then a score out of 10.',
];
const rewritings = [
  'Rewrite the following instruction into a more complex version that needs deeper reasoning, then answer the new version.',
  'Make the prompt below harder by adding one more constraint, and then respond to it fully.',
  'Produce three diverse variants of the task below and solve each of them.',
];
const usualSets = [
  'stanford_alpaca_52k',
  'code_alpaca_2k',
  'gpteacher_codegen',
  'evol_codealpaca',
  'numina_cot_1k',
  'halueval_user_queries',
];
const chineseSets = ['alpaca_zh_translated', 'alpaca_gpt4_zh_demo'];

/**
 * Gives a function that gives the next prompt, `{prompt, kind}`; each task comes once before any comes again.
 * `kinds`: of 'reasoning', 'rubric' and 'rewrite'. `paraphrased`: the wording differs from prompt to prompt. `bare`: the
 * share that are bare tasks. `sets`: names of sets in `distill/`.
 */
export function harvestPrompts({ random, text, chinese }, { kinds, paraphrased, bare, sets }) {
  const names = sets ?? [...usualSets, ...(chinese > 0.2 ? chineseSets : [])];
  const tasks = names.flatMap(name =>
    text.set(`distill/${name}`).map(({ turns, response_head: answer }) => [turns[0], answer || '(empty)']),
  );
  const judgements = text.firstTurns('judge/autoj_gpt4_judge');
  const wordings = {
    reasoning: () => `${random.pick(openings)} ${random.pick(reasonings)}`,
    rubric: () => random.pick(rubrics),
    rewrite: () => random.pick(rewritings),
  };
  const fixed = Object.fromEntries(Object.entries(wordings).map(([kind, word]) => [kind, word()]));
  let queue = [];
  return () => {
    if (!queue.length) queue = random.shuffle([...tasks]);
    const [task, answer] = queue.pop();
    const kind = random.pick(kinds);
    if (random.chance(bare)) return { kind: 'bare', prompt: task };
    if (kind === 'rubric' && random.chance(0.25))
      return { kind, prompt: head(random.pick(judgements), 1800) };
    const wording = paraphrased ? wordings[kind]() : fixed[kind];
    if (kind === 'rubric')
      return { kind, prompt: `${wording}\n\n[Question]\n${task}\n\n[Response]\n${head(answer, 350)}` };
    const taskFirst = kind === 'reasoning' && paraphrased && random.chance(0.4);
    return { kind, prompt: taskFirst ? `${task}\n\n${wording}` : `${wording}\n\n${task}` };
  };
}
