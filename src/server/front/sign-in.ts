import { StillwatchError } from '../../errors.ts';
import { nameIn, roleIn } from '../oidc/claims.ts';
import { Errands } from '../oidc/errands.ts';
import type { Provider } from '../oidc/provider.ts';
import type { People } from '../people.ts';
import type { Sessions } from '../sessions.ts';

interface Options {
  provider: Provider;
  people: People;
  sessions: Sessions;
}

/** The way by a provider: out with an errand, back with a code, in with a session. */
export class SignIn {
  readonly #provider: Provider;
  readonly #people: People;
  readonly #sessions: Sessions;
  readonly #errands = new Errands();

  constructor({ provider, people, sessions }: Options) {
    this.#provider = provider;
    this.#people = people;
    this.#sessions = sessions;
  }

  get name(): string {
    return this.#provider.config.name;
  }

  greet(): Promise<void> {
    return this.#provider.greet();
  }

  /** `sealed`: what the browser keeps until it is back. */
  async begin(to: string, again: boolean): Promise<{ location: string; sealed: string }> {
    const begun = await this.#provider.begin(again);
    return { location: begun.to.href, sealed: this.#errands.seal(begun.errand, to) };
  }

  /**
   * @param sealed of the browser that came back
   * @param query as it came
   * @throws StillwatchError OIDC_STATE, OIDC_REFUSED, OIDC_NO_ROLE, OIDC_UNREACHABLE
   */
  async end(
    sealed: string | undefined,
    query: string,
  ): Promise<{ secret: string; name: string; role: string; to: string }> {
    const errand = this.#errands.take(sealed, new URLSearchParams(query).get('state'));
    if (!errand)
      throw new StillwatchError(
        'OIDC_STATE',
        'this sign-in was not begun in this browser, took over ten minutes, or came back before',
        'Sign in again from /sign-in, in one window.',
      );
    const claims = await this.#provider.end(query, errand);
    const { config } = this.#provider;
    const subject = String(claims['sub']);
    const who = { issuer: config.issuer.href, subject };
    const role = roleIn(claims, config);
    if (!role) {
      this.#sessions.endOf(who);
      throw new StillwatchError(
        'OIDC_NO_ROLE',
        `${config.name} knows you, and no role is given to you here`,
        `Ask who runs Stillwatch: the claim ${config.claim} has to hold a value that stands in oidc.json. Or sign in as somebody else.`,
      );
    }
    const name = this.#people.nameOf(config.issuer, subject, nameIn(claims, config));
    return { secret: this.#sessions.begin({ ...who, name, role }), name, role, to: errand.to };
  }
}
