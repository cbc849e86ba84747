import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ActionItemView, MeetingItemView } from '../../contract/meetings.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { dayIn } from '../../domain/calendar/clock-time.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { Section } from '../ui/section.tsx';
import { ItemButtons } from './item-buttons.tsx';
import { ItemRow } from './item-row.tsx';
import { MeetingRow } from './meeting-row.tsx';
import { itemsQuery, meetingsQuery } from './queries.ts';

/** How far ahead a day looks. */
const DAYS_AHEAD = 7;

/** Meetings of the next days, what waits for an answer, and what one has to do after those of before; nothing where there is none. */
export function MeetingsToday() {
  const { t } = useTranslation('meetings');
  const { today, zone } = useFormats();
  const mayManage = useSession().may('alliance.manage');
  const meetings = useQuery(meetingsQuery('coming')).data?.items ?? [];
  const items = useQuery(itemsQuery({ mine: !mayManage, open: true })).data?.items ?? [];
  const soon = daysAfter(today, DAYS_AHEAD);
  const isMine = ({ isOpen, ownAnswer, answer, startsAt }: MeetingItemView) => {
    if (!isOpen) return false;
    if (ownAnswer === 'asked' || (mayManage && answer === 'waiting')) return true;
    return ownAnswer === 'coming' && dayIn(zone, new Date(startsAt)) <= soon;
  };
  // of others' items a manager is shown those alone that nobody does, or that are late
  const isForMe = ({ isMine: isOwn, ownerName, dueOn }: ActionItemView) =>
    isOwn || ownerName === null || dueOn < today;
  const shownMeetings = meetings.filter(isMine);
  const shownItems = items.filter(isForMe);
  if (shownMeetings.length + shownItems.length === 0) return null;
  return (
    <Section title={t('today.title')} action={<Link to="/meetings">{t('today.all')}</Link>}>
      <ul className="items">
        {shownMeetings.map((meeting) => (
          <MeetingRow key={meeting.id} meeting={meeting} />
        ))}
        {shownItems.map((item) => (
          <ItemRow key={item.id} item={item}>
            <ItemButtons item={item} />
          </ItemRow>
        ))}
      </ul>
    </Section>
  );
}
