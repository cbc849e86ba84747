import { useFigures } from '../base/figures.ts';
import styles from './share-bar.module.css';

export interface Share {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly tone: 'good' | 'plain' | 'danger' | 'unknown';
}

/** Parts of a whole side by side, each with its count and per cent below: told by word and place, not by colour alone. */
export function ShareBar({ label, shares }: { label: string; shares: readonly Share[] }) {
  const { percent } = useFigures();
  const total = shares.reduce((sum, { count }) => sum + count, 0);
  return (
    <figure className={styles['share']}>
      <figcaption>
        <strong>{label}</strong> <span className="quiet">n = {total}</span>
      </figcaption>
      {total > 0 && (
        <div className={styles['share-bar']} aria-hidden="true">
          {shares.map(({ key, count, tone }) => (
            <span key={key} className={styles[`share-${tone}`]} style={{ flexGrow: count }} />
          ))}
        </div>
      )}
      <ul className={styles['share-words']}>
        {shares.map(({ key, label: word, count, tone }) => (
          <li key={key}>
            <span className={`${styles['share-sign']} ${styles[`share-${tone}`]}`} aria-hidden="true" />{' '}
            {word}{' '}
            <span className="figures">
              {count}
              {total > 0 && <span className="quiet"> · {percent(count / total)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
