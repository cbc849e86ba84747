import { Button, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Item } from '../../domain/scoring/instrument.ts';
import type { Answer } from '../../domain/scoring/score.ts';
import { useFormats } from '../base/formats.ts';

interface EnteredItemProps {
  id?: string;
  item: Item;
  value?: Answer;
  onChange?: (answer: Answer) => void;
}

/** One question of a sheet that is copied: what is on paper is one tap, and can be taken back. */
export function EnteredItem({ id, item, value = null, onChange }: EnteredItemProps) {
  const { t } = useTranslation('measures');
  const { textOf } = useFormats();
  const named = id === undefined ? {} : { id };
  switch (item.kind) {
    case 'choice': {
      const steps = Array.from({ length: item.maximum - item.minimum + 1 }, (_, step) => item.minimum + step);
      const label = (step: number) => {
        const words = item.labels?.[step - item.minimum];
        return words === undefined ? String(step) : `${step} ${textOf(words)}`;
      };
      return (
        <div {...named} className="row">
          <Radio.Group
            className="choices"
            aria-label={item.text === undefined ? item.id : textOf(item.text)}
            value={value}
            onChange={({ target }) => onChange?.(target.value as number)}
            options={steps.map((step) => ({ value: step, label: label(step) }))}
          />
          {value !== null && (
            <Button size="small" type="text" onClick={() => onChange?.(null)}>
              {t('entry.clear')}
            </Button>
          )}
        </div>
      );
    }
    case 'text':
      return (
        <Input.TextArea
          {...named}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={item.longest}
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => onChange?.(target.value)}
        />
      );
    default:
      return (
        <Select
          {...named}
          mode="multiple"
          maxCount={item.most}
          placeholder={t(item.kind === 'ranking' ? 'entry.ranking' : 'entry.multiple', { n: item.most })}
          value={Array.isArray(value) ? [...value] : []}
          onChange={(chosen: string[]) => onChange?.(chosen)}
          options={item.options.map(({ id: option, text }) => ({ value: option, label: textOf(text) }))}
        />
      );
  }
}
