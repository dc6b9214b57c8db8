type Shown = { readonly severity: 'error' | 'warning'; readonly message: string; readonly part?: number };

/** One line for each problem: `error  Part 2: …`. */
export function problemLines(problems: readonly Shown[], withParts: boolean, indent = ''): readonly string[] {
  return problems.map(({ severity, message, part }) => {
    const where = withParts && part !== undefined ? `Part ${part + 1}: ` : '';
    return `${indent}${severity.padEnd(7)}  ${where}${message}`;
  });
}
