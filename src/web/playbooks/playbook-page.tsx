import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PlaybookAbout } from './playbook-about.tsx';
import { PlaybookText } from './playbook-text.tsx';
import { playbookQuery } from './queries.ts';
import { usePlaybooks } from './use-playbooks.ts';

/** One version of a model, to be read before a session and printed: nothing is folded away. */
export function PlaybookPage() {
  const { t } = useTranslation('playbooks');
  const { playbookId } = useParams({ from: '/staff/playbooks/$playbookId' });
  const { titleOf, find } = usePlaybooks();
  const { textOf } = useFormats();
  const playbook = useQuery(playbookQuery(playbookId));
  if (playbook.error !== null)
    return <ErrorState error={playbook.error} onRetry={() => void playbook.refetch()} />;
  if (playbook.data === undefined) return <LoadingState rows={8} />;
  const item = find(playbookId);
  return (
    <>
      <PageHeader
        title={titleOf(playbookId)}
        lead={textOf(playbook.data.purpose)}
        action={
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            {t('playbook.print')}
          </Button>
        }
      />
      {item !== undefined && <PlaybookAbout item={item} />}
      <PlaybookText playbook={playbook.data} />
    </>
  );
}
