import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import styles from './casework.module.css';

const LATE = 86_400_000;

/** One thing that happened: what, when, by whom, and when it was written down where that was later. */
export function TimelineEntry(props: {
  title: ReactNode;
  extra?: ReactNode;
  at: string;
  recordedAt: string;
  /** null: somebody without an account */
  recordedBy: string | null;
  tone?: 'quiet' | 'danger';
  children?: ReactNode;
}) {
  const { t } = useTranslation('casework');
  const { instant } = useFormats();
  const { nameOf } = useColleagues();
  const isLate = Date.parse(props.recordedAt) - Date.parse(props.at) > LATE;
  return (
    <li className={props.tone === undefined ? undefined : styles[`timeline-${props.tone}`]}>
      <article>
        <div className="row">
          <h3>{props.title}</h3>
          {props.extra}
        </div>
        <p className="quiet small">
          <time dateTime={props.at}>{instant(props.at)}</time>
          {props.recordedBy !== null && ` · ${t('state.by', { name: nameOf(props.recordedBy) })}`}
          {isLate && ` · ${t('record.lateEntry', { time: instant(props.recordedAt) })}`}
        </p>
        {props.children}
      </article>
    </li>
  );
}
