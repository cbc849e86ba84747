import type { ReactNode } from 'react';
import styles from './page-header.module.css';

/** Title of a page with its one main action. */
export function PageHeader(props: { title: ReactNode; lead?: ReactNode; action?: ReactNode }) {
  return (
    <header className={styles['page-header']}>
      <div>
        <h1>{props.title}</h1>
        {props.lead !== undefined && <p className="quiet">{props.lead}</p>}
      </div>
      {props.action !== undefined && <div className={styles['page-action']}>{props.action}</div>}
    </header>
  );
}
