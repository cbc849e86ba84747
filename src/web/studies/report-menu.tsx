import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';

const formats = ['html', 'docx', 'pdf', 'json'] as const;

/** The report of these results as a file, in the language of the page. */
export function ReportMenu({ studyId, of }: { studyId: string; of: 'results' | 'pooled' }) {
  const { t, i18n } = useTranslation('studies');
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const items = formats.map((format) => {
    const address = `/api/v1/studies/${studyId}/${of}/report?format=${format}&language=${language}`;
    return {
      key: format,
      label: (
        <a href={address} {...(format === 'html' ? { target: '_blank', rel: 'noreferrer' } : {})}>
          {t(`study.reportFormats.${format}`)}
        </a>
      ),
    };
  });
  return (
    <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
      <Button icon={<DownloadOutlined aria-hidden />}>{t('study.report')}</Button>
    </Dropdown>
  );
}
