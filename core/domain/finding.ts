/** What one look of the examination found. `note`: could not or need not be looked at. */
export type Finding = {
  readonly name: string;
  readonly state: 'ok' | 'note' | 'bad';
  /** One sentence; a bad one says what to do next. */
  readonly message: string;
};

export const ok = (name: string, message: string): Finding => ({ name, state: 'ok', message });
export const note = (name: string, message: string): Finding => ({ name, state: 'note', message });
export const bad = (name: string, message: string): Finding => ({ name, state: 'bad', message });
