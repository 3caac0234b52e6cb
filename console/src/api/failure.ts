/** What the service says when it does not do what was asked: what happened, and how to mend it. */
export class Failure extends Error {
  readonly status: number;
  readonly code: string;
  readonly mend: string;

  constructor(status: number, { code, message, mend }: { code: string; message: string; mend: string }) {
    super(message);
    this.status = status;
    this.code = code;
    this.mend = mend;
  }
}

const isFailure = (body: unknown): body is { code: string; message: string; mend: string } =>
  typeof body === 'object' && body !== null && 'code' in body && 'mend' in body;

export const failureOf = (status: number, body: unknown): Failure =>
  new Failure(
    status,
    isFailure(body)
      ? body
      : {
          code: `HTTP_${status}`,
          message: 'the service answered with something that is not its own',
          mend: 'See whether a proxy stands between; /readyz says whether the service is ready.',
        },
  );

export const unreachable = (): Failure =>
  new Failure(0, {
    code: 'UNREACHABLE',
    message: 'the service does not answer',
    mend: 'See whether stillwatch serve runs still, and whether the network is up; then try again.',
  });

/** Of anything that was thrown. */
export const asFailure = (error: unknown): Failure =>
  error instanceof Failure
    ? error
    : new Failure(0, {
        code: 'FAULT',
        message: `the console has a fault of its own: ${error instanceof Error ? error.message : String(error)}`,
        mend: 'Load the page again; if it comes back, please report it.',
      });

/** Whether what was asked for is being made, so that it is worth asking again: for some minutes. */
export const isPending = (times: number, error: unknown): boolean =>
  error instanceof Failure && error.code === 'VIEW_PENDING' && times < 100;
