import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../base/session-context.ts';
import { ReportDialog } from './report-dialog.tsx';

/** The way to a mandatory report: on every page where a person is met, whatever else is missing there. */
export function ReportButton(props: { client: { id: string; name: string }; isLink?: true }) {
  const { t } = useTranslation('casework');
  const { may } = useSession();
  const [isOpen, setOpen] = useState(false);
  if (!may('report.file')) return null;
  const look = props.isLink === true ? ({ type: 'link', className: 'inline-link' } as const) : {};
  return (
    <>
      <Button
        danger
        {...look}
        aria-label={t('action.of', { action: t('report.action'), whose: props.client.name })}
        onClick={() => setOpen(true)}
      >
        {t('report.action')}
      </Button>
      {isOpen && <ReportDialog client={props.client} onClose={() => setOpen(false)} />}
    </>
  );
}
