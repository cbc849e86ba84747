import { useInfiniteQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientPages } from './queries.ts';
import { useClassNames } from './use-class-names.ts';

/** Several clients, found by name, pinyin initials or number; whoever was found once keeps their name. */
export function ClientChoice(props: { id?: string; value?: string[]; onChange?: (ids: string[]) => void }) {
  const { value, onChange, ...rest } = props;
  const { t } = useTranslation();
  const classNameOf = useClassNames();
  const [typed, setTyped] = useState('');
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const q = useDeferredValue(typed.trim());
  const found = useInfiniteQuery({ ...clientPages({ q }), enabled: q !== '' });
  const options = (found.data?.pages ?? [])
    .flatMap((page) => page.items)
    .map(({ id, name, groupId }) => ({
      value: id,
      label: [name, classNameOf(groupId)].filter(Boolean).join(' · '),
      name,
    }));
  return (
    <Select
      {...rest}
      mode="multiple"
      value={(value ?? []).map((id) => ({ value: id, label: names.get(id) ?? id }))}
      labelInValue
      showSearch={{ filterOption: false, onSearch: setTyped, autoClearSearchValue: true }}
      options={q === '' ? [] : options}
      notFoundContent={q === '' ? t('group.clientsHint') : t('navigation.searchNothing')}
      onChange={(chosen: { value: string; label?: React.ReactNode }[]) => {
        const found = new Map(names);
        for (const { value: id } of chosen) {
          const name = options.find((option) => option.value === id)?.name;
          if (name !== undefined) found.set(id, name);
        }
        setNames(found);
        setTyped('');
        onChange?.(chosen.map(({ value: id }) => id));
      }}
    />
  );
}
