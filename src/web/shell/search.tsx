import { Link } from '@tanstack/react-router';
import { Input, Modal } from 'antd';
import { type KeyboardEvent, useCallback, useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { type Entry, useParts } from '../base/slice.ts';
import { bestFirst } from '../ui/best-first.ts';
import { ClearIcon } from '../ui/clear-icon.tsx';
import { Place } from '../ui/place.tsx';
import { type Found, isNamed, type SearchAsked, SearchGroup } from '../ui/search-group.tsx';

declare module '../base/slice.ts' {
  interface Places {
    /** what a slice finds of its kind for what was typed */
    search: SearchAsked;
  }
}

interface SearchProps {
  /** pages and actions of this person */
  readonly entries: readonly Entry[];
  readonly onClose: () => void;
}

/** Finds things from anywhere (Ctrl K): each slice looks for its own kind, the shell for pages and actions. */
export function SearchDialog({ isOpen, ...props }: SearchProps & { isOpen: boolean }) {
  const { t } = useTranslation('shell');
  return (
    <Modal open={isOpen} onCancel={props.onClose} footer={null} title={t('search.title')} destroyOnHidden>
      <SearchBox {...props} />
    </Modal>
  );
}

function SearchBox({ entries, onClose }: SearchProps) {
  const { t } = useTranslation('shell');
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const { tell, summary } = useFound(q);
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="stack" onKeyDown={moveAmongResults}>
      <Input
        autoFocus
        allowClear={{ clearIcon: <ClearIcon /> }}
        size="large"
        aria-label={t('search.label')}
        placeholder={t('search.hint')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <output className="quiet">{summary}</output>
      {q !== '' && <Place name="search" of={{ q, onChosen: onClose, tell }} />}
      <Entries q={q} entries={entries} onChosen={onClose} tell={tell} />
    </div>
  );
}

function Entries({ q, entries, onChosen, tell }: SearchAsked & { entries: readonly Entry[] }) {
  const { t } = useTranslation('shell');
  const { textOf } = useFormats();
  const items = entries
    .filter(({ name }) => isNamed(q, name.zh, name.en))
    .map((entry) => ({ ...entry, id: entry.to }));
  const best = bestFirst(q, items, ({ name }) => textOf(name));
  return (
    <SearchGroup kind="entry" title={t('search.entries')} items={best} tell={tell}>
      {({ to, name, icon }) => (
        <Link to={to} onClick={onChosen}>
          {icon} {textOf(name)}
        </Link>
      )}
    </SearchGroup>
  );
}

/** What all kinds together have found. */
function useFound(q: string) {
  const { t } = useTranslation('shell');
  const parts = useParts('search').length;
  const [found, setFound] = useState<Readonly<Record<string, Found>>>({});
  const tell = useCallback(
    (kind: string, count: Found) => setFound((before) => ({ ...before, [kind]: count })),
    [],
  );
  const counts = Object.values(found);
  const total = counts.reduce<number>((sum, count) => sum + (typeof count === 'number' ? count : 0), 0);
  // the pages and actions are one kind more; a kind that was not fetched yet has told nothing
  const isLooking = counts.length < parts + 1 || counts.includes(undefined);
  // where one kind could not look, nobody may read that there is nothing
  const nothing = counts.includes('failed') ? t('state.failed') : t('search.nothing');
  const told = total === 0 ? nothing : t('state.shown', { n: total });
  return { tell, summary: q === '' ? t('search.start') : isLooking ? t('state.loading') : told };
}

/** The arrows go from the field through what was found and back; Enter in the field takes the first. */
function moveAmongResults(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const field = event.currentTarget.querySelector('input');
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('li a')];
  if (event.key === 'Enter' && event.target === field && !event.nativeEvent.isComposing) links[0]?.click();
  if (step === undefined || event.nativeEvent.isComposing) return;
  event.preventDefault();
  const stops: (HTMLElement | null)[] = [field, ...links];
  const from = stops.indexOf(document.activeElement as HTMLElement | null);
  stops[Math.min(Math.max(from + step, 0), links.length)]?.focus();
}

export function useSearchShortcut(open: () => void): void {
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
}
