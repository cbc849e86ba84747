import styles from './volunteering-figures.module.css';

interface Amount {
  readonly key: string | number;
  readonly label: string;
  readonly value: number;
  readonly figure: string;
}

/** Amounts beside each other, each with its number; the table below says them to whoever hears the page. */
export function AmountBars({ rows }: { rows: readonly Amount[] }) {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <div aria-hidden="true" className={styles['bars']}>
      {rows.map(({ key, label, value, figure }) => (
        <div key={key} className={styles['bars-row']}>
          <span className={styles['bars-label']}>{label}</span>
          <span className={styles['bars-track']}>
            <span className={styles['bars-bar']} style={{ width: `${(100 * value) / most}%` }} />
          </span>
          <span className="figures">{figure}</span>
        </div>
      ))}
    </div>
  );
}
