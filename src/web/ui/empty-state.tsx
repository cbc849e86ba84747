import type { ReactNode } from 'react';
import styles from './state.module.css';

/** Nothing there yet, and what to do about it. */
export function EmptyState(props: { title: string; hint?: string; action?: ReactNode }) {
  return (
    <div className={styles['state']}>
      <svg width="72" height="40" viewBox="0 0 72 40" aria-hidden="true">
        <path d="M4 34c16 0 16-18 32-18s16-10 32-10" className={styles['empty-path']} />
        <circle cx="36" cy="16" r="5" className={styles['empty-dot']} />
      </svg>
      <p className={styles['state-title']}>{props.title}</p>
      {props.hint !== undefined && <p className="quiet">{props.hint}</p>}
      {props.action}
    </div>
  );
}
