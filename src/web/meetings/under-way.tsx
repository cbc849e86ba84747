import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AllianceView } from '../../contract/alliances.ts';
import { allianceMeetingsQuery, itemsQuery } from './queries.ts';

/** What becomes of meetings and action items when one's organisation leaves an alliance, or closes it. */
export function UnderWay({ alliance: { id } }: { alliance: AllianceView }) {
  const { t } = useTranslation('meetings');
  const meetings = useQuery(allianceMeetingsQuery(id)).data?.items ?? [];
  const items = useQuery(itemsQuery({ allianceId: id, open: true })).data?.items ?? [];
  const open = meetings.filter(({ isOpen }) => isOpen);
  const called = open.filter(({ isOrganiser }) => isOrganiser).length;
  const asked = open.length - called;
  const ours = items.filter(({ isOurs }) => isOurs).length;
  if (open.length + ours === 0) return null;
  return (
    <ul className="form-problem">
      {called > 0 && <li>{t('leaving.called', { count: called })}</li>}
      {asked > 0 && <li>{t('leaving.asked', { count: asked })}</li>}
      {ours > 0 && <li>{t('leaving.ours', { count: ours })}</li>}
    </ul>
  );
}
