import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../contract/operation.ts';
import {
  type EnrolmentView,
  IssueCourseCertificate,
  ReadCourseCertificateFile,
} from '../../contract/training.ts';
import { courseCertificateAddress } from '../../domain/training/course-certificate.ts';
import { call } from '../base/api.ts';
import { newId } from '../base/ids.ts';
import { saveFile } from '../base/save-file.ts';
import { useChange } from '../ui/use-change.ts';
import { readCoursesAnew } from './queries.ts';

const languages = ['zh', 'both'] as const;

/** Makes a certificate, then gives it as a PDF in either form. @param whose where several stand on a page */
export function CertificateButtons(props: {
  enrolmentId: string;
  certificate: EnrolmentView['certificate'];
  whose?: string;
  isMain?: boolean;
}) {
  const { certificate, enrolmentId, whose, isMain = false } = props;
  const { t } = useTranslation('training');
  // until it is made it is the same one, however often the button is pressed; one that went void is followed by another
  const [id, setId] = useState(newId);
  const named = (action: string) => (whose === undefined ? action : t('action.of', { action, whose }));
  const issue = useChange<void, AnswerOf<typeof IssueCourseCertificate>>(
    {
      change: () => call(IssueCourseCertificate, { body: { id, enrolmentId } }),
      said: ({ number }) => t('certificate.made', { number }),
      onDone: () => setId(newId()),
    },
    readCoursesAnew,
  );
  if (certificate === null)
    return (
      <Button
        type={isMain ? 'primary' : 'default'}
        aria-label={named(t('certificate.make'))}
        loading={issue.isPending}
        onClick={() => issue.mutate()}
      >
        {t('certificate.make')}
      </Button>
    );
  return (
    <>
      <FileButtons certificate={certificate} named={named} />
      {isMain && (
        <a href={courseCertificateAddress('', certificate.number)} target="_blank" rel="noreferrer">
          {t('certificate.check')}
        </a>
      )}
    </>
  );
}

function FileButtons({
  certificate: { id, number },
  named,
}: {
  certificate: NonNullable<EnrolmentView['certificate']>;
  named: (action: string) => string;
}) {
  const { t } = useTranslation('training');
  const { message } = App.useApp();
  const read = useMutation({
    mutationFn: (language: (typeof languages)[number]) =>
      call(ReadCourseCertificateFile, { params: { id }, query: { language } }),
    onSuccess: (content) => saveFile(content, 'application/pdf', `${number}.pdf`),
    onError: (error) => void message.error(error.message),
  });
  return languages.map((language) => (
    <Button
      key={language}
      aria-label={named(t(`certificate.pdf.${language}`))}
      loading={read.isPending && read.variables === language}
      onClick={() => read.mutate(language)}
    >
      {t(`certificate.pdf.${language}`)}
    </Button>
  ));
}
