import { useState } from 'react';
import { postIdOf } from '../../core/domain/post-link.ts';
import { strings } from '../strings.ts';
import { TextField } from '../ui/field.tsx';

type PostLinkFieldProps = {
  readonly label: string;
  readonly autoFocus?: boolean;
  /** A post was named. */
  readonly onPost: (id: string) => void;
};

const words = strings.content;
/** A link is understood as soon as it is there; an id only when its last digit is. */
const LINK = /\/status\/\d{5,}/;

/** Names a post on X, by its link or its id. */
export function PostLinkField({ label, autoFocus, onPost }: PostLinkFieldProps) {
  const [text, setText] = useState('');
  const [isLeft, setLeft] = useState(false);
  const take = (given: string) => {
    const id = postIdOf(given);
    if (id !== undefined) onPost(id);
  };
  const isWrong = isLeft && text.trim() !== '' && postIdOf(text) === undefined;
  return (
    <TextField
      label={label}
      value={text}
      placeholder={words.quoteHint}
      isInvalid={isWrong}
      error={isWrong ? words.notPost : undefined}
      {...(autoFocus && { autoFocus })}
      onChange={(given) => {
        setText(given);
        setLeft(false);
        // Pasted, not typed: more than a key brings.
        if (given.length > text.length + 1 && LINK.test(given)) take(given);
      }}
      onCommit={() => {
        setLeft(true);
        take(text);
      }}
    />
  );
}
