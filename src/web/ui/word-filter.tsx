import { Select } from 'antd';
import { ClearIcon } from './clear-icon.tsx';

/** One of some words, or numbers, that a list is narrowed to, or none. */
export function WordFilter<Word extends string | number>(props: {
  label: string;
  value: Word | undefined;
  onChange: (word: Word | undefined) => void;
  options: { value: Word; label: string }[];
}) {
  const { label, value, onChange, options } = props;
  return (
    <Select<Word>
      allowClear={{ clearIcon: <ClearIcon /> }}
      aria-label={label}
      placeholder={label}
      {...(value === undefined ? {} : { value })}
      onChange={(word: Word | undefined) => onChange(word)}
      options={options}
    />
  );
}
