import { Button, Modal, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReportFile } from './report-file.ts';

/** What the file would not show, and the way to a file that does, before it is saved. */
export function MissingLetters(props: {
  file: ReportFile;
  onSave: () => void;
  onWord: () => void;
  onClose: () => void;
}) {
  const { format, missing } = props.file;
  const { t } = useTranslation('studies');
  return (
    <Modal
      open
      title={t('study.letters.title', { n: missing.length })}
      onCancel={props.onClose}
      footer={
        <Space wrap style={{ justifyContent: 'flex-end' }}>
          <Button onClick={props.onSave}>{t('study.letters.save')}</Button>
          {format === 'pdf' && (
            <Button type="primary" onClick={props.onWord}>
              {t('study.letters.word')}
            </Button>
          )}
        </Space>
      }
    >
      <p>{t(`study.letters.${format}`)}</p>
      <p>{missing.join(t('study.letters.comma'))}</p>
    </Modal>
  );
}
