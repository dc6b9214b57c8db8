export type LastWords = {
  hear(line: string): void;
  /** What best explains a death, and forgets it. */
  take(): string | undefined;
};

const KEEP = 40;
const LIMIT = 200;
const ERROR = /^(?:Uncaught )?\w*Error\b.*:/;

/** Of what a process writes, keeps the lines that say why it died. Its regular log lines do not. */
export function createLastWords(): LastWords {
  let lines: readonly string[] = [];
  return {
    hear: (line) => {
      if (line.trim() !== '' && !isLogLine(line)) lines = [...lines, line.trim()].slice(-KEEP);
    },
    take: () => {
      const words = lines.findLast((line) => ERROR.test(line)) ?? lines.at(-1);
      lines = [];
      return words?.slice(0, LIMIT);
    },
  };
}

/** As our own log writes them: UTC time first. */
export function isLogLine(line: string): boolean {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z /.test(line);
}
