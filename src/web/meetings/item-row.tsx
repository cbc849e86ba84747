import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionItemView } from '../../contract/meetings.ts';
import { useFormats } from '../base/formats.ts';
import { Tag } from '../ui/tag.tsx';

/** What is to be done, by whom and until when, or what came out of it. */
export function ItemRow({
  item,
  from,
  children,
}: {
  item: ActionItemView;
  /** the meeting on whose page it stands; another one is named */
  from?: { readonly id: string };
  children?: ReactNode;
}) {
  const { t } = useTranslation('meetings');
  const { inLanguage, day, today } = useFormats();
  const { title, organisation, ownerName, dueOn, state, note, meetingId, meetingTitle } = item;
  const isLate = state === 'open' && dueOn < today;
  return (
    <li className={isLate ? 'item item-late' : 'item'}>
      <div className="item-main">
        <p>
          {title} <StateTag item={item} isLate={isLate} />
        </p>
        <p className="quiet small">
          {[
            inLanguage(organisation.name, organisation.nameEn),
            ownerName ?? t('items.nobody'),
            t('items.due', { day: day(dueOn) }),
          ].join(' · ')}
          {from?.id !== meetingId && (
            <>
              {' · '}
              <Link to="/meetings/$meetingId" params={{ meetingId }}>
                {meetingTitle}
              </Link>
            </>
          )}
        </p>
        {note !== null && <p className="prose">{note}</p>}
      </div>
      {children}
    </li>
  );
}

function StateTag({ item: { state, ownerName, isOurs }, isLate }: { item: ActionItemView; isLate: boolean }) {
  const { t } = useTranslation('meetings');
  if (state === 'done') return <Tag tone="good">{t('items.states.done')}</Tag>;
  if (state === 'dropped') return <Tag>{t('items.states.dropped')}</Tag>;
  if (isLate) return <Tag tone="danger">{t('items.late')}</Tag>;
  return isOurs && ownerName === null ? <Tag tone="warning">{t('items.noOwner')}</Tag> : null;
}
