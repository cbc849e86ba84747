import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ReadCertificateFile } from '../../contract/certificates.ts';
import { call } from '../base/api.ts';
import { saveFile } from '../base/save-file.ts';

const languages = ['zh', 'both'] as const;

/** A certificate as a PDF, in either form. */
export function FileButtons({ id, number }: { id: string; number: string }) {
  const { t } = useTranslation('certificates');
  const { message } = App.useApp();
  const read = useMutation({
    mutationFn: (language: (typeof languages)[number]) =>
      call(ReadCertificateFile, { params: { id }, query: { language } }),
    onSuccess: (content) => saveFile(content, 'application/pdf', `${number}.pdf`),
    onError: (error) => void message.error(error.message),
  });
  return languages.map((language) => (
    <Button
      key={language}
      aria-label={t('action.of', { action: t(`row.pdf.${language}`), whose: number })}
      loading={read.isPending && read.variables === language}
      onClick={() => read.mutate(language)}
    >
      {t(`row.pdf.${language}`)}
    </Button>
  ));
}
