import type { ComponentProps, KeyboardEvent, ReactNode, Ref, SyntheticEvent } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text as AriaText } from 'react-aria-components/Text';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { cx } from './cx.ts';
import styles from './field.module.css';
import { FieldMarks, type MarkMenu } from './field-marks.tsx';

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly isInvalid?: boolean;
  readonly isReadOnly?: boolean;
};

type TextFieldProps = FieldProps & {
  readonly hint?: string;
  /** In the line of the label, at its end. */
  readonly aside?: ReactNode;
  /** Another way to fill it, beside it. */
  readonly other?: ReactNode;
  readonly error?: string | undefined;
  /** `password`: not shown while it is typed. */
  readonly type?: 'text' | 'password';
  readonly isDisabled?: boolean;
  /** It is left, or Enter is pressed in it. */
  readonly onCommit?: () => void;
  /** Enter is pressed in it. */
  readonly onEnter?: () => void;
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
};

/** One line of text with its label above and what is wrong with it below. */
export function TextField(props: TextFieldProps) {
  const { label, hint, aside, other, error, placeholder = '', onCommit, onEnter, ref, ...rest } = props;
  const input = (
    <Input ref={ref ?? null} className={cx(styles['control'], styles['line'])} placeholder={placeholder} />
  );
  return (
    <AriaTextField
      className={styles['field'] ?? ''}
      validationBehavior="aria"
      autoComplete="off"
      {...(onCommit && { onBlur: onCommit, onKeyDown: (event) => event.key === 'Enter' && onCommit() })}
      {...(onEnter && { onKeyDown: (event) => event.key === 'Enter' && onEnter() })}
      {...rest}
    >
      <span className={styles['head']}>
        <Label className={styles['label'] ?? ''}>{label}</Label>
        {hint !== undefined && (
          <AriaText slot="description" className={styles['hint'] ?? ''}>
            {hint}
          </AriaText>
        )}
        {aside}
      </span>
      {other === undefined ? (
        input
      ) : (
        <span className={styles['row']}>
          {input}
          {other}
        </span>
      )}
      {error !== undefined && <FieldError className={styles['error'] ?? ''}>{error}</FieldError>}
    </AriaTextField>
  );
}

type TextAreaProps = FieldProps & {
  /** Below the text, inside its frame: counter, buttons. */
  readonly footer?: ReactNode;
  readonly describedBy?: string;
  readonly autoFocus?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  readonly onSelect?: (event: SyntheticEvent<HTMLTextAreaElement>) => void;
  readonly onBlur?: () => void;
  /** Stretches of the text with a wavy line under them. */
  readonly marks?: ComponentProps<typeof FieldMarks>['marks'];
  readonly onMarkMenu?: MarkMenu;
  readonly ref?: Ref<HTMLTextAreaElement>;
};

const NO_MARKS: NonNullable<TextAreaProps['marks']> = [];

/** Text of several lines that grows with what is in it. The label is read out, not shown. */
export function TextArea({
  label,
  footer,
  describedBy,
  placeholder = '',
  onKeyDown,
  onSelect,
  marks = NO_MARKS,
  onMarkMenu,
  ref,
  ...rest
}: TextAreaProps) {
  return (
    <AriaTextField
      className={cx(styles['control'], styles['area'])}
      aria-label={label}
      validationBehavior="aria"
      {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
      {...rest}
    >
      <FieldMarks text={rest.value} marks={marks} className={styles['text']} onMenu={onMarkMenu}>
        {(under) => (
          <AriaTextArea
            ref={ref ?? null}
            placeholder={placeholder}
            spellCheck={false}
            {...under}
            {...(onKeyDown && { onKeyDown })}
            {...(onSelect && { onSelect })}
          />
        )}
      </FieldMarks>
      {footer}
    </AriaTextField>
  );
}

/** What a text area shows below its text. */
export function TextAreaFooter({ children }: { readonly children: ReactNode }) {
  return <div className={styles['foot']}>{children}</div>;
}
