/** Something about a row that a person should know. Only an error keeps the row out. */
export type RowProblem = {
  readonly code: string;
  /** 0-based part of a thread; absent when it is about the row as a whole. */
  readonly part?: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
};

export function rowError(code: string, message: string): RowProblem {
  return { code, severity: 'error', message };
}
