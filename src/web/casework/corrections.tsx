import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Tag } from '../ui/tag.tsx';
import type { Correctable, Line } from './correctable.ts';
import { useMayCorrect } from './use-may-correct.ts';
import { VersionHistory } from './version-history.tsx';

export function CorrectedTag({ version }: { version: number }) {
  const { t } = useTranslation('casework');
  return version > 1 ? <Tag tone="accent">{t('correction.mark')}</Tag> : null;
}

/** Below what was written: its history, and the way to correct it for whoever may. */
export function Corrections<Content>(props: {
  of: Correctable<Content>;
  recordedBy: string;
  /** what is corrected and when it was, for whoever hears the button without what stands around it */
  what: string;
  linesOf: (content: Content) => Line[];
  onCorrect: () => void;
}) {
  const { of, recordedBy, what, linesOf, onCorrect } = props;
  const { t } = useTranslation('casework');
  const mayCorrect = useMayCorrect();
  return (
    <>
      <VersionHistory
        summary={t('correction.history', { n: of.versions.length - 1 })}
        versions={of.versions}
        linesOf={linesOf}
      />
      {mayCorrect(recordedBy) && (
        <span>
          <Button
            type="link"
            className="inline-link"
            aria-label={t('action.of', { action: t('correction.action'), whose: what })}
            onClick={onCorrect}
          >
            {t('correction.action')}
          </Button>
        </span>
      )}
    </>
  );
}
