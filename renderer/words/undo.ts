/** What is said about taking something back. `what` is the sentence that told of it: “Cancelled.” */
export const undoWords = {
  undone: (what: string) => `Undone: ${begun(what)}`,
  refused: (what: string) => `That could not be undone: ${begun(what)} Look at the post for what it is now.`,
  refusedAgain: (what: string) =>
    `That could not be done again: ${begun(what)} Look at the post for what it is now.`,
  nothing: 'There is nothing to undo.',
  timePassed: 'Its former time has passed, so it stays as it is.',
  nothingAgain: 'There is nothing to do again.',
} as const;

const begun = (what: string): string => `“${what.replace(/\.$/, '')}”.`;
