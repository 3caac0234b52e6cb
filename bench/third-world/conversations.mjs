import { settings } from './accounts.mjs';
import { converse } from './habits.mjs';
import { atWork, leastBusy } from './harvest.mjs';
import { harvestAccounts } from './harvest-accounts.mjs';

const followUps = [
  'Explain in detail why you chose this approach, step by step.',
  'Now criticise your answer and give an improved version.',
  'Give a harder variant of this task and solve it with full reasoning.',
  'Are you sure? Verify each step.',
];
const engineer =
  'You are an autonomous software engineer. Use the tools until the task is done. Explain your plan and reasoning before each call.';
const tools = ['bash', 'edit', 'search'].map(name => ({ name }));
const sets = ['stanford_alpaca_52k', 'halueval_user_queries', 'evol_codealpaca'];
const codeSets = ['evol_codealpaca', 'gpteacher_codegen', 'code_alpaca_2k'];

/**
 * Harvesting: whole conversations of one to three questions, or with `agentic` an agent's work with tools, from one queue
 * of tasks, `each` so many an account. `shares`: see harvestAccounts. `office` and `uneven`: as in harvest.
 */
export function conversationHarvest(world, given = {}) {
  const { group = 'campaign-conversations', count = 120, each = 50, shares = 'some' } = given;
  const { agentic = false, office = false, uneven = 0.2 } = given;
  const { random, text } = world;
  const tasks = random.shuffle((agentic ? codeSets : sets).flatMap(set => text.firstTurns(`distill/${set}`)));
  const accounts = harvestAccounts(world, {
    group,
    count,
    shares,
    settings: settings(8192, 1),
    system: agentic ? engineer : null,
  });
  const workers = accounts.map(account => ({ account, weight: random.logNormal(0, uneven), sent: 0 }));
  const followUp = () =>
    agentic ? `<result>${text.english.generate(random.between(5, 25))}</result>` : random.pick(followUps);
  for (let task = 0; task < count * each; task++) {
    const worker = leastBusy(random.sample(workers, 3));
    worker.sent++;
    let time = world.moment();
    while (office && !atWork(world, time, 1)) time = world.moment();
    converse(world, worker.account, time, agentic ? random.between(4, 16) : random.between(1, 3), {
      say: turn => (turn ? followUp() : tasks[task % tasks.length]),
      output: () => random.count(agentic ? 5.6 : 6.4, 0.5),
      length: 40,
      pause: () => random.logNormal(2.4, 0.5),
      ...(agentic && { stop: 'tool_use', tools }),
    });
  }
}
