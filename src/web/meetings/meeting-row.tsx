import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MeetingItemView } from '../../contract/meetings.ts';
import { useFormats } from '../base/formats.ts';
import { AnswerTag } from './answer-tag.tsx';
import { useMeetingWords } from './use-meeting-words.ts';

/** A meeting in a list: when it is, what it is, and how it was answered. */
export function MeetingRow({ meeting }: { meeting: MeetingItemView }) {
  const { t } = useTranslation('meetings');
  const { inLanguage } = useFormats();
  const { span } = useMeetingWords();
  const { id, title, kind, organiser, allianceName, place } = meeting;
  const about = [
    t(`kinds.${kind}`),
    allianceName,
    t('organiser', { name: inLanguage(organiser.name, organiser.nameEn) }),
    place,
  ].filter((part) => part !== '');
  return (
    <li className="item">
      <div className="item-main">
        <Link to="/meetings/$meetingId" params={{ meetingId: id }}>
          {title}
        </Link>{' '}
        <AnswerTag meeting={meeting} />
        <p className="small">{span(meeting)}</p>
        <p className="quiet small">{about.join(' · ')}</p>
      </div>
    </li>
  );
}
