import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { isGuardianField, numberedSlots, partsOfField } from '../../domain/roster/guardian-slot.ts';
import { rosterFields } from '../../domain/roster/roster-column.ts';

/** Key of a column and what somebody says that it means: a field, `-` for not used, `auto` for what its heading says. */
export type OnMean = (key: string, meaning: string) => void;

interface Column {
  readonly heading: string;
  readonly key: string;
  /** left out: it is not used */
  readonly field?: string;
  readonly isChosen: boolean;
}

/** A choice of its meaning for each column. */
export function ColumnMeanings({ columns, onMean }: { columns: readonly Column[]; onMean: OnMean }) {
  const { t } = useTranslation('clients');
  const meaningOf = useMeanings();
  const meanings = [
    { value: '-', label: t('roster.notUsed') },
    ...rosterFields.map((field) => ({ value: field as string, label: meaningOf(field) })),
  ];
  return (
    <details>
      <summary>{t('roster.changeColumns')}</summary>
      <p className="quiet">{t('roster.columnsHint')}</p>
      <div className="form-grid">
        {columns.map(({ heading, key, field, isChosen }) => (
          <label key={key}>
            <span className="label">{heading}</span>
            <Select
              aria-label={t('roster.columnOf', { heading })}
              value={field ?? '-'}
              onChange={(meaning) => onMean(key, meaning)}
              showSearch={{ optionFilterProp: 'label' }}
              options={isChosen ? [{ value: 'auto', label: t('roster.automatic') }, ...meanings] : meanings}
              style={{ width: '100%' }}
            />
          </label>
        ))}
      </div>
    </details>
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
