const DOTS = '•••';

/**
 * Something that must not be seen, on its way to whoever may use it. Printed in whatever way, it is dots. A copy
 * that is made for another process or for a window is empty: `reveal` it for a process that may have it.
 */
export class Secret<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  /** Only where it is used: to sign, to connect, to keep. */
  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return DOTS;
  }

  toJSON(): string {
    return DOTS;
  }

  /** What Node prints, also of what holds it. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return DOTS;
  }
}
