import type { IncomingHttpHeaders } from 'node:http';

/**
 * The cookies of a browser. Where people come by https (whoever speaks it for us) they are `Secure`, and bound to this one host by
 * their name: no other under the same domain can leave one here (`__Host-`, RFC 6265bis section 4.1.3.2).
 */
export class Cookies {
  readonly #isSecure: boolean;

  constructor(isSecure: boolean) {
    this.#isSecure = isSecure;
  }

  /** Of who is signed in. @param lasts seconds; without it as long as the browser is open */
  session(secret: string, lasts?: number): string {
    return this.#cookie('stillwatch', secret, 'Strict', lasts);
  }

  /** Of a sign-in that is under way: `Lax`, for the way back comes from another site. */
  errand(sealed: string, lasts: number): string {
    return this.#cookie('stillwatch-errand', sealed, 'Lax', lasts);
  }

  sessionOf(headers: IncomingHttpHeaders): string | undefined {
    return this.#of(headers, 'stillwatch');
  }

  errandOf(headers: IncomingHttpHeaders): string | undefined {
    return this.#of(headers, 'stillwatch-errand');
  }

  #name(name: string): string {
    return this.#isSecure ? `__Host-${name}` : name;
  }

  #cookie(name: string, value: string, sameSite: 'Strict' | 'Lax', lasts: number | undefined): string {
    const age = lasts === undefined ? '' : `; Max-Age=${lasts}`;
    return `${this.#name(name)}=${value}; Path=/; HttpOnly; SameSite=${sameSite}${this.#isSecure ? '; Secure' : ''}${age}`;
  }

  #of({ cookie }: IncomingHttpHeaders, name: string): string | undefined {
    for (const pair of cookie?.split(';') ?? []) {
      const at = pair.indexOf('=');
      if (at !== -1 && pair.slice(0, at).trim() === this.#name(name)) return pair.slice(at + 1).trim();
    }
    return undefined;
  }
}
