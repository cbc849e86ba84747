import type { ReactNode } from 'react';

/** What is wider than a phone scrolls in its own place, by touch and by the arrow keys. */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // a region that scrolls must take the focus, or the keyboard cannot move it (WCAG 2.1.1)
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="scroll-x" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
