import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { regionsQuery } from './queries.ts';
import styles from './organisations.module.css';

interface RegionPickerProps {
  id?: string;
  value?: string;
  onChange?: (code: string) => void;
}

const levels = ['province', 'city', 'county'] as const;

/** Province, city, county one after the other (GB/T 2260): each level narrows the next. */
export function RegionPicker({ id, value, onChange }: RegionPickerProps) {
  const [path, setPath] = useState(() => (value === undefined ? [] : pathTo(value)));
  const choose = (level: number, code: string) => {
    setPath([...path.slice(0, level), code]);
    onChange?.(code);
  };
  return (
    <div className="row">
      {levels.slice(0, path.length + 1).map((level, index) => (
        <Level
          key={level}
          {...(index === 0 && id !== undefined ? { id } : {})}
          level={level}
          parent={path[index - 1]}
          value={path[index]}
          onChange={(code) => choose(index, code)}
        />
      ))}
    </div>
  );
}

function Level(props: {
  id?: string;
  level: (typeof levels)[number];
  parent: string | undefined;
  value: string | undefined;
  onChange: (code: string) => void;
}) {
  const { t } = useTranslation('organisations');
  const { inLanguage } = useFormats();
  const regions = useQuery(regionsQuery(props.parent));
  const items = regions.data?.items ?? [];
  // cities without districts end the path
  if (regions.isSuccess && items.length === 0) return null;
  return (
    <Select
      {...(props.id === undefined ? {} : { id: props.id })}
      className={styles['region-level'] ?? ''}
      aria-label={t(`administration.levels.${props.level}`)}
      placeholder={t(`administration.levels.${props.level}`)}
      loading={regions.isPending}
      showSearch={{ optionFilterProp: 'label' }}
      {...(props.value === undefined ? {} : { value: props.value })}
      onChange={props.onChange}
      options={items.map(({ code, name, nameEn }) => ({
        value: code,
        label: inLanguage(name, nameEn),
      }))}
    />
  );
}

/** `330302` stands below `330300`, which stands below `330000`. */
function pathTo(code: string): string[] {
  return [...new Set([`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code])];
}
