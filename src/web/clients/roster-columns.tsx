import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { isGuardianField, numberedSlots, partsOfField } from '../../domain/roster/guardian-slot.ts';
import { rosterFields } from '../../domain/roster/roster-column.ts';
import { ColumnMeanings } from '../ui/column-meanings.tsx';

/** A choice of its meaning for each column. */
export function RosterColumns(props: Pick<ComponentProps<typeof ColumnMeanings>, 'columns' | 'onMean'>) {
  const { t } = useTranslation('clients');
  const meaningOf = useMeanings();
  return (
    <ColumnMeanings
      {...props}
      meanings={rosterFields.map((field) => ({ value: field as string, label: meaningOf(field) }))}
      words={{
        title: t('roster.changeColumns'),
        hint: t('roster.columnsHint'),
        notUsed: t('roster.notUsed'),
        automatic: t('roster.automatic'),
        columnOf: (heading) => t('roster.columnOf', { heading }),
      }}
    />
  );
}

/** What a column means, in words: `guardian2Phone` is the telephone of the second guardian. */
export function useMeanings(): (field: string) => string {
  const { t } = useTranslation('clients');
  return (field) => {
    if (!isGuardianField(field)) return t(`roster.fields.${field as 'name'}`);
    const { slot, part } = partsOfField(field);
    const n = numberedSlots.indexOf(slot) + 1;
    const numbered = n === 1 ? t('roster.guardian') : t('roster.guardianNth', { n });
    const person = n > 0 ? numbered : t(`roster.relatives.${slot as 'father'}`);
    return t(`roster.guardianParts.${part}`, { person });
  };
}
