import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { IconButton, PlainIconButton } from './button.tsx';
import { Menu, type MenuEntry } from './menu.tsx';

type RowMenuProps = {
  readonly label: string;
  readonly entries: () => readonly MenuEntry[];
  /** The row has the focus or the pointer. */
  readonly isNear: boolean;
  /** Not reached by Tab: the row that holds it has the same actions on keys. */
  readonly skipTab: boolean;
};

/** The actions of a row. Far from focus and pointer it is a mere button: a long list scrolls twice as fast. */
export function RowMenu({ label, entries, isNear, skipTab }: RowMenuProps) {
  const [isAsked, setAsked] = useState(false);
  const icon = <Ellipsis size={16} />;
  // Pressed from afar, as assistive technology can, it opens as what it then is.
  if (!isNear && !isAsked)
    return <PlainIconButton label={label} icon={icon} onPress={() => setAsked(true)} />;
  return (
    <Menu label={label} entries={entries()} isOpenAtFirst={isAsked}>
      <IconButton label={label} icon={icon} skipTab={skipTab} />
    </Menu>
  );
}
