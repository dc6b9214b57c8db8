export type SandboxErrorCode =
  /** Another program listens on the port. */
  | 'port-taken'
  /** The port may not be used (below 1024, or none at all). */
  | 'port-refused'
  /** The file cannot be opened or is not a sandbox's. It is left as it is. */
  | 'bad-file'
  /** A knob, fault or account that does not read as one. */
  | 'bad-input';

/** The sandbox cannot do what it was told. `message` is one sentence that says what to do. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  readonly code: SandboxErrorCode;

  constructor(code: SandboxErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
