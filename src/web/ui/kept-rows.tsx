import type { ReactNode } from 'react';
import styles from './state.module.css';

/** Rows that stay while others are asked for: told to whoever hears the page, and paler where it takes long. */
export function KeptRows({ areStale, children }: { areStale: boolean; children: ReactNode }) {
  return (
    <div className={styles['kept']} aria-busy={areStale}>
      {children}
    </div>
  );
}
