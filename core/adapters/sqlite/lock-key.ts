/**
 * Texts with the same key cannot be told apart on the timeline: X normalises to NFC, and the matcher ignores
 * differences of white space. Two such posts must not be in doubt at the same time, or one would be taken for
 * the other. The key is the text itself, not a hash, so that nothing else ever shares a lock.
 */
export function lockKey(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
