import type { PostView } from '../../core/domain/view.ts';
import { StatusChip } from '../post/status-chip.tsx';
import { type Day, dayAt } from '../state/calendar-days.ts';
import { dayName, timeName } from '../state/calendar-words.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Stack } from '../ui/layout.tsx';
import { ListRow, TimeOfDay } from '../ui/list-row.tsx';

type DayDialogProps = {
  readonly day: Day;
  readonly posts: readonly PostView[];
  readonly zone: string;
  readonly onOpen: (post: PostView) => void;
  readonly onClose: () => void;
};

/** All posts of a day. */
export function DayDialog({ day, posts, zone, onOpen, onClose }: DayDialogProps) {
  const own = posts.filter(({ dueAt }) => dayAt(Date.parse(dueAt ?? ''), zone) === day);
  return (
    <Dialog title={dayName(day)} closeLabel={strings.actions.close} onClose={onClose}>
      <Stack as="ul" gap={2}>
        {own.map((post) => (
          <li key={post.id}>
            <ListRow
              lead={<TimeOfDay time={timeName(Date.parse(post.dueAt ?? ''), zone)} />}
              text={post.parts[0]?.text ?? ''}
              state={<StatusChip post={post} />}
              menu={
                <Button size="s" onPress={() => onOpen(post)}>
                  {strings.actions.details}
                </Button>
              }
            />
          </li>
        ))}
      </Stack>
    </Dialog>
  );
}
