import type { ReactNode } from 'react';

/** Title of a page with its one main action. */
export function PageHeader(props: { title: ReactNode; lead?: ReactNode; action?: ReactNode }) {
  return (
    <header className="page-header">
      <div>
        <h1>{props.title}</h1>
        {props.lead !== undefined && <p className="quiet">{props.lead}</p>}
      </div>
      {props.action !== undefined && <div className="page-action">{props.action}</div>}
    </header>
  );
}
