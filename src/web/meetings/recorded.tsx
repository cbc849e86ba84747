import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingView } from '../../contract/meetings.ts';
import { Section } from '../ui/section.tsx';
import { ItemButtons } from './item-buttons.tsx';
import { ItemRow } from './item-row.tsx';
import { RecordDialog } from './record-dialog.tsx';

/** What was agreed to be done. */
export function Recorded({ meeting, mayJoin }: { meeting: MeetingView; mayJoin: boolean }) {
  const { t } = useTranslation('meetings');
  const [isRecording, setRecording] = useState(false);
  const { items } = meeting;
  return (
    <Section
      title={t('items.title')}
      action={mayJoin && <Button onClick={() => setRecording(true)}>{t('items.record')}</Button>}
    >
      {items.length === 0 ? (
        <p className="quiet">{t('items.none')}</p>
      ) : (
        <ul className="items">
          {items.map((item) => (
            <ItemRow key={item.id} item={item} from={meeting}>
              <ItemButtons item={item} />
            </ItemRow>
          ))}
        </ul>
      )}
      {isRecording && <RecordDialog meeting={meeting} onClose={() => setRecording(false)} />}
    </Section>
  );
}
