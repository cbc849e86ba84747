import type { ReactNode } from 'react';

/** What is wider than a phone scrolls in its own place, by touch and by the arrow keys. */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // what scrolls must take the focus, or the keyboard cannot move it (WCAG 2.1.1); no landmark, since the part of the page around it
    // has the same name
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role
    <div role="group" className="scroll-x" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
