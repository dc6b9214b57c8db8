import { checkLatePolicy, type LatePolicy } from '../../core/domain/late.ts';
import { MINUTE, SECOND } from '../../core/domain/time.ts';
import { useServices, useSession } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Card } from '../ui/card.tsx';
import { Grid } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';
import { CommitField, useApply } from './commit-field.tsx';

const words = strings.limits;
const UNITS: Readonly<Record<keyof LatePolicy, number>> = { lateWindow: MINUTE, catchUpGap: SECOND };
const FIELDS = ['lateWindow', 'catchUpGap'] as const;

/** What becomes of posts whose time has passed. */
export function LateSettings() {
  const late = useSession((s) => s.overview?.late);
  const { session } = useServices();
  const apply = useApply();
  if (!late) return <Text look="soft">{strings.settings.loading}</Text>;
  const commit = (field: keyof LatePolicy) => (text: string) => {
    const patch = { [field]: Number(text) * UNITS[field] };
    if (text.trim() === '' || checkLatePolicy(patch) !== undefined) return words.lateRules[field];
    return apply(() => session.worker().setLate(patch));
  };
  return (
    <Card>
      <Grid>
        {FIELDS.map((field) => (
          <CommitField
            key={field}
            label={words.lateFields[field]}
            hint={words.lateUnits[field]}
            shown={String(late[field] / UNITS[field])}
            commit={commit(field)}
          />
        ))}
      </Grid>
      <Text look="small">{words.lateMore}</Text>
    </Card>
  );
}
