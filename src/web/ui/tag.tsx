import type { ReactNode } from 'react';
import styles from './tag.module.css';

export type Tone = 'plain' | 'good' | 'warning' | 'danger' | 'accent' | 'primary';

const signs: Readonly<Record<Tone, string>> = {
  plain: '',
  good: '✓',
  warning: '!',
  danger: '▲',
  accent: '',
  primary: '',
};

/** A word on a tinted ground; a sign says the same as the colour. */
export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  const sign = signs[tone];
  return (
    <span className={`${styles['tag']} ${styles[`tag-${tone}`] ?? ''}`}>
      {sign !== '' && (
        <span aria-hidden="true" className={styles['tag-sign']}>
          {sign}
        </span>
      )}
      {children}
    </span>
  );
}
