import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawAccount, drawModel, registration } from './accounts.mjs';
import { LineFiles } from './files.mjs';
import { countries, Network } from './network.mjs';
import { Random } from './random.mjs';
import { Text } from './text.mjs';
import { day, iso } from './time.mjs';

/** A world being written: accounts are opened in it and send exchanges. */
export class World {
  #files = new LineFiles();
  #accounts = {};
  #exchanges = 0;
  #sent = {};
  #lacks;
  #countryWeights;

  /**
   * `missing`: what the logs lack: `accounts`, `client`, `response` (its text), `system`, or `lean`, which leaves only
   * the messages and the counts of tokens. `chinese`: from 0 to 1, how many more accounts write Chinese.
   */
  constructor({ seed, days, missing = [], chinese = 0 }, folder, prompts) {
    this.seed = seed;
    this.folder = folder;
    this.days = days;
    this.start = Date.UTC(2026, 3, 22) / 1000;
    this.end = this.start + days * day;
    this.chinese = chinese;
    this.random = new Random(seed);
    this.text = new Text(prompts, this.random);
    this.network = new Network(this.random);
    this.#lacks = Object.fromEntries(missing.map(what => [what, true]));
    this.#countryWeights = Object.values(countries).map(
      ({ language, weight }) => weight * (language === 'zh' ? 1 + 6 * chinese : 1),
    );
    mkdirSync(folder, { recursive: true });
  }

  country() {
    return this.random.weighted(Object.keys(countries), this.#countryWeights);
  }

  model() {
    return drawModel(this.random);
  }

  organisation() {
    return `org_${this.random.hex(6)}`;
  }

  payment() {
    return this.random.hex(16);
  }

  conversation() {
    return `c${this.random.hex(8)}`;
  }

  /** A moment anywhere in the world's time. */
  moment() {
    return this.random.uniform(this.start, this.end);
  }

  /** Opens an account; `given`: see drawAccount and registration. */
  account(group, given = {}) {
    const account = drawAccount(this, group, given);
    this.#accounts[account.id] = { group };
    const known = registration(this, account, given);
    if (!this.#lacks.accounts) this.#files.append(join(this.folder, 'accounts.jsonl'), known);
    return account;
  }

  /**
   * One exchange, unless the world is over. `messages`: a text, or the conversation up to now. What is not given is the
   * account's; `answer` is made up to the number of tokens in `output`.
   */
  send(account, time, messages, given = {}) {
    if (time >= this.end || time < this.start) return;
    const { random } = this;
    const { lean, ...lacks } = this.#lacks;
    const said = typeof messages === 'string' ? [{ role: 'user', content: messages }] : messages;
    const system = lacks.system ? null : given.system === undefined ? account.system : given.system;
    const { output = random.count(5.4, 0.9, 5) } = given;
    const characters = said.reduce((sum, { content }) => sum + content.length, system?.length ?? 0);
    const perToken = ['zh', 'ja'].includes(account.language) ? 1.6 : 4.1;
    const address = random.chance(0.7) ? account.addresses[0] : random.pick(account.addresses);
    const number = (++this.#exchanges).toString(16).padStart(8, '0');
    this.#sent[account.group] = (this.#sent[account.group] ?? 0) + 1;
    const date = String(Math.floor((time - this.start) / day)).padStart(2, '0');
    this.#files.append(join(this.folder, `day${date}.jsonl`), {
      id: `x${this.seed}_${number}`,
      time: iso(time),
      account: account.id,
      model: given.model ?? account.model,
      ...(!lean && {
        org: account.organisation,
        api_key: account.key,
        channel: account.channel,
        conversation: given.conversation,
      }),
      client: lacks.client ? undefined : { ...address, user_agent: account.agent, ja4: account.fingerprint },
      request: lean
        ? { messages: said }
        : { system, messages: said, ...(given.settings ?? account.settings), n: 1, tools: given.tools },
      response: {
        input_tokens: Math.floor(characters / perToken) + 8 + random.below(3),
        output_tokens: output,
        stop_reason: lean ? undefined : (given.stop ?? 'end_turn'),
        text: lacks.response ? undefined : (given.answer ?? this.text.answer(account.language, output)),
      },
    });
  }

  /** Writes the truth; gives how many accounts and exchanges there are of each group. */
  close() {
    this.#files.close();
    writeFileSync(join(this.folder, 'truth.json'), JSON.stringify({ accounts: this.#accounts }));
    const accounts = {};
    for (const { group } of Object.values(this.#accounts)) accounts[group] = (accounts[group] ?? 0) + 1;
    return { accounts, exchanges: this.#sent };
  }
}
