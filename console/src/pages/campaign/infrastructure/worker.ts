import address from './layout-worker.ts?worker&url';

// The page may start a worker from no text but what a policy let through (`require-trusted-types-for 'script'`). There is one policy,
// by the name that the service allows, and it knows one address: that of the file that was built.

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(asked: string): string },
  ): { createScriptURL(asked: string): string };
}

let trusted: string | undefined;

/** Throws where the browser lets none start. */
export function startWorker(): Worker {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  trusted ??=
    policies
      ?.createPolicy('stillwatch-worker', {
        createScriptURL(asked) {
          if (asked !== address) throw new TypeError('no worker of the console has this address');
          return asked;
        },
      })
      .createScriptURL(address) ?? address;
  return new Worker(trusted, { type: 'module' });
}
