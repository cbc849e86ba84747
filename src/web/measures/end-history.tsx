import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useColleagues } from '../identity/public.ts';
import { Section } from '../ui/section.tsx';
import type { CampaignView } from './queries.ts';

/** How the end of a round was changed, by whom and why. */
export function EndHistory({ campaign: { ends, isCounted } }: { campaign: CampaignView }) {
  const { t } = useTranslation('measures');
  const { instant } = useFormats();
  const { nameOf } = useColleagues();
  if (ends.length === 0) return null;
  return (
    <Section title={t('ending.history')}>
      <ul className="items">
        {ends.map(({ from, to, reason, by, at }) => (
          <li key={at} className="item">
            <div className="item-main">
              {t('ending.changed', { from: instant(from), to: instant(to) })}
              {reason !== null && <p className="prose">{reason}</p>}
            </div>
            <span className="quiet small">
              {nameOf(by)} · {instant(at)}
            </span>
          </li>
        ))}
      </ul>
      {isCounted && <p className="quiet">{t('ending.counted')}</p>}
    </Section>
  );
}
