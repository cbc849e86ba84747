import { type ReactNode, useEffect, useId } from 'react';
import { ErrorState } from './error-state.tsx';
import styles from './search-group.module.css';

export type Found = number | 'failed' | undefined;

/** What a search from anywhere tells a slice, and hears from it. */
export interface SearchAsked {
  readonly q: string;
  readonly onChosen: () => void;
  /** how many of a kind were found; undefined while it looks, `failed` where it could not */
  readonly tell: (kind: string, found: Found) => void;
}

/** What was found of one kind: each a link, which calls `onChosen`. Nothing is drawn where nothing was found. */
export function SearchGroup<Item extends { readonly id: string }>(props: {
  readonly kind: string;
  readonly title: string;
  /** undefined while it looks */
  readonly items: readonly Item[] | undefined;
  readonly error?: Error | null;
  readonly tell: SearchAsked['tell'];
  readonly children: (item: Item) => ReactNode;
}) {
  const { kind, title, items, error = null, tell, children } = props;
  const heading = useId();
  const found = error === null ? items?.length : 'failed';
  useEffect(() => {
    tell(kind, found);
    return () => tell(kind, 0);
  }, [kind, found, tell]);
  if (error !== null) return <ErrorState error={error} />;
  if (items === undefined || items.length === 0) return null;
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="quiet small">
        {title}
      </h3>
      <ul className={styles['search-results']}>
        {items.map((item) => (
          <li key={item.id}>{children(item)}</li>
        ))}
      </ul>
    </section>
  );
}

/** Of each kind so many are shown: whoever needs more types more. */
export const MOST_FOUND = 8;

/** Whether one of the texts contains what was typed, whatever its case. */
export function isNamed(q: string, ...texts: readonly (string | null | undefined)[]): boolean {
  const wanted = q.toLowerCase();
  return texts.some((text) => text?.toLowerCase().includes(wanted) === true);
}
