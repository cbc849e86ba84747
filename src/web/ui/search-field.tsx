import { useRouter } from '@tanstack/react-router';
import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { ClearIcon } from './clear-icon.tsx';

const TYPING_PAUSE = 250;

/** Asks once the typing pauses, not at every key; and not whoever has gone on to what is found, who would be called back by it. */
export function SearchField(props: {
  value: string;
  label: string;
  hint: string;
  onSettled: (text: string) => void;
}) {
  const { value, label, hint, onSettled } = props;
  const router = useRouter();
  const [typed, setTyped] = useState(value);
  const isSettled = typed.trim() === value;
  useEffect(() => {
    if (isSettled) return undefined;
    const timer = setTimeout(() => {
      if (router.state.status !== 'pending') onSettled(typed.trim());
    }, TYPING_PAUSE);
    return () => clearTimeout(timer);
  });
  return (
    <Input
      allowClear={{ clearIcon: <ClearIcon /> }}
      autoFocus={typed !== ''}
      aria-label={label}
      placeholder={hint}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
