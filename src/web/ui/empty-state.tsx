import type { ReactNode } from 'react';

/** Nothing there yet, and what to do about it. */
export function EmptyState(props: { title: string; hint?: string; action?: ReactNode }) {
  return (
    <div className="state state-empty">
      <svg width="72" height="40" viewBox="0 0 72 40" aria-hidden="true">
        <path d="M4 34c16 0 16-18 32-18s16-10 32-10" className="empty-path" />
        <circle cx="36" cy="16" r="5" className="empty-dot" />
      </svg>
      <p className="state-title">{props.title}</p>
      {props.hint !== undefined && <p className="quiet">{props.hint}</p>}
      {props.action}
    </div>
  );
}
