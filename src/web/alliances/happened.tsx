import { useTranslation } from 'react-i18next';
import type { AllianceEventView, AllianceView } from '../../contract/alliances.ts';
import { useFormats } from '../base/formats.ts';
import { Section } from '../ui/section.tsx';

/** What happened in the alliance, the newest first. */
export function Happened({ alliance }: { alliance: AllianceView }) {
  const { t } = useTranslation('alliances');
  const { instant, inLanguage } = useFormats();
  const nameOf = ({ organisationId }: AllianceEventView) => {
    const party = alliance.parties.find((one) => one.organisationId === organisationId);
    return party === undefined ? '' : inLanguage(party.name, party.nameEn);
  };
  return (
    <Section title={t('happened.title')}>
      <ol className="items">
        {alliance.events.map((event) => (
          <li key={event.id} className="item">
            <div className="item-main">
              <p>{t(`happened.${event.kind}`, { name: nameOf(event), number: event.number ?? 0 })}</p>
              {event.reason !== null && <p className="prose">{event.reason}</p>}
            </div>
            <p className="quiet small">{instant(event.at)}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
