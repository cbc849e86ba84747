import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import { SideBySide } from '../ui/side-by-side-table.tsx';
import { changedLines, type Line, type Version } from './correctable.ts';
import styles from './casework.module.css';

/** Who changed what was written, when and why, and what stood there before; nothing where nobody did. */
export function VersionHistory<Content>(props: {
  summary: string;
  /** newest first */
  versions: readonly Version<Content>[];
  linesOf: (content: Content) => Line[];
}) {
  const { summary, versions, linesOf } = props;
  const { t } = useTranslation('casework');
  const { instant } = useFormats();
  const { nameOf } = useColleagues();
  if (versions.length < 2) return null;
  return (
    <details className={`small ${styles['version-history']}`}>
      <summary>{summary}</summary>
      <ol className="stack">
        {versions.slice(0, -1).map((after, index) => {
          const before = versions[index + 1] ?? after;
          const who = t('correction.changedBy', {
            name: nameOf(after.recordedBy),
            time: instant(after.recordedAt),
          });
          return (
            <li key={after.version}>
              <p>
                {who}
                {after.reason !== null && ` · ${t('correction.because', { reason: after.reason })}`}
              </p>
              <SideBySide
                caption={who}
                titles={{ before: t('correction.before'), after: t('correction.after') }}
                {...changedLines(linesOf(before.content), linesOf(after.content))}
              />
            </li>
          );
        })}
      </ol>
    </details>
  );
}
