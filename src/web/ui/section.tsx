import { type ReactNode, useId } from 'react';

/** A titled part of a page. */
export function Section(props: {
  title: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  tone?: 'danger';
}) {
  const id = useId();
  return (
    <section
      className={props.tone === undefined ? 'section' : `section section-${props.tone}`}
      aria-labelledby={id}
    >
      <div className="section-head">
        <h2 id={id}>{props.title}</h2>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}
