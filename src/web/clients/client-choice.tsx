import { useInfiniteQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientPages } from './queries.ts';
import { useClassNames } from './use-class-names.ts';

/** Several clients, found by name, pinyin initials or number. */
export function ClientChoice(props: { id?: string; value?: string[]; onChange?: (ids: string[]) => void }) {
  const { value, onChange, ...rest } = props;
  const { keep, nameOf, ...search } = useFoundClients();
  return (
    <Select
      {...rest}
      {...search}
      mode="multiple"
      labelInValue
      value={(value ?? []).map((id) => ({ value: id, label: nameOf(id) }))}
      onChange={(chosen: { value: string }[]) => {
        const ids = chosen.map(({ value: id }) => id);
        keep(ids);
        onChange?.(ids);
      }}
    />
  );
}

/** One client, found in the same way. */
export function OneClientChoice(props: {
  id?: string;
  value?: string;
  /** who is not offered */
  without: string;
  onChange?: (id: string) => void;
}) {
  const { value, without, onChange, ...rest } = props;
  const { keep, nameOf, options, ...search } = useFoundClients();
  return (
    <Select
      {...rest}
      {...search}
      labelInValue
      options={options.filter((option) => option.value !== without)}
      value={value === undefined ? null : { value, label: nameOf(value) }}
      onChange={(chosen: { value: string; label?: React.ReactNode } | null) => {
        if (chosen === null) return;
        keep([chosen.value]);
        onChange?.(chosen.value);
      }}
    />
  );
}

/** Found while one types; whoever was chosen once keeps their name. */
function useFoundClients() {
  const { t } = useTranslation('clients');
  const classNameOf = useClassNames();
  const [typed, setTyped] = useState('');
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const q = useDeferredValue(typed.trim());
  const found = useInfiniteQuery({ ...clientPages({ q }), enabled: q !== '' });
  const items = q === '' ? [] : (found.data?.pages ?? []).flatMap((page) => page.items);
  return {
    options: items.map(({ id, name, classId }) => ({
      value: id,
      label: [name, classNameOf(classId)].filter(Boolean).join(' · '),
    })),
    showSearch: { filterOption: false, onSearch: setTyped, autoClearSearchValue: true },
    notFoundContent: q === '' ? t('person.searchHint') : t('client.searchNothing'),
    nameOf: (id: string) => names.get(id) ?? id,
    keep: (ids: readonly string[]) => {
      const chosen = items.filter(({ id }) => ids.includes(id)).map(({ id, name }) => [id, name] as const);
      setNames(new Map([...names, ...chosen]));
      setTyped('');
    },
  };
}
