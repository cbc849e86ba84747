import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { spokenLanguage } from '../../domain/language.ts';
import { saveFile } from '../base/save-file.ts';
import { MissingLetters } from './missing-letters.tsx';
import { readReportFile, type ReportFile } from './report-file.ts';

/** The page shows itself, and data hold no letters to draw: both are what they are. */
const links = ['html', 'json'] as const;
const drawn = ['docx', 'pdf'] as const;
type Format = (typeof links)[number] | (typeof drawn)[number];
const formats = ['html', 'docx', 'pdf', 'json'] as const satisfies readonly Format[];

/** The report of these results as a file, in the language of the page. What no font of ours has is said before the file is saved. */
export function ReportMenu({ studyId, of }: { studyId: string; of: 'results' | 'pooled' }) {
  const { t, i18n } = useTranslation('studies');
  const { message } = App.useApp();
  const [asked, setAsked] = useState<ReportFile>();
  const language = spokenLanguage(i18n.language);
  const addressIn = (format: Format) =>
    `/api/v1/studies/${studyId}/${of}/report?format=${format}&language=${language}`;
  const file = useMutation({
    mutationFn: (format: (typeof drawn)[number]) => readReportFile(format, addressIn(format)),
    onSuccess: (read) => {
      if (read.missing.length > 0) setAsked(read);
      else save(read);
    },
    onError: (error) => message.error(error.message),
  });
  const items = formats.map((format) => {
    const name = t(`study.reportFormats.${format}`);
    if (format === 'docx' || format === 'pdf')
      return { key: format, label: name, onClick: () => file.mutate(format) };
    const place = format === 'html' ? { target: '_blank', rel: 'noreferrer' } : {};
    return {
      key: format,
      label: (
        <a href={addressIn(format)} {...place}>
          {name}
        </a>
      ),
    };
  });
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
        <Button icon={<DownloadOutlined aria-hidden />} loading={file.isPending}>
          {t('study.report')}
        </Button>
      </Dropdown>
      {asked !== undefined && (
        <MissingLetters
          file={asked}
          onSave={() => {
            save(asked);
            setAsked(undefined);
          }}
          onWord={() => {
            setAsked(undefined);
            file.mutate('docx');
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

function save({ content, type, name }: ReportFile): void {
  saveFile(content, type, name);
}
