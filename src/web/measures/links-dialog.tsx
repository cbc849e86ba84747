import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { IssueAllLinks, IssueLinks } from '../../contract/campaigns.ts';
import { call } from '../base/api.ts';
import { FormProblem } from '../ui/form-problem.tsx';

type Format = 'html' | 'csv';

/** Of whom slips are made: one pupil, one class, or the whole round in one file. */
export interface SlipsOf {
  readonly name: string;
  readonly classId?: string;
  readonly clientId?: string;
}

/** Links can be made once: said before, not after. */
export function LinksDialog(props: { campaignId: string; of: SlipsOf; onClose: () => void }) {
  const { campaignId, of, onClose } = props;
  const { t } = useTranslation('measures');
  const issue = useMutation({
    mutationFn: async (format: Format) => ({ format, sheet: await issueSheet(campaignId, of, format) }),
    onSuccess: ({ format, sheet }) => {
      saveFile(sheet, format, `${of.name}.${format}`);
      onClose();
    },
  });
  const isOfOne = of.clientId !== undefined;
  return (
    <Modal
      open
      title={t(isOfOne ? 'slip.again' : 'campaign.linksFor', { name: of.name })}
      onCancel={onClose}
      footer={[
        !isOfOne && (
          <Button key="csv" onClick={() => issue.mutate('csv')} loading={issue.isPending}>
            {t('campaign.asTable')}
          </Button>
        ),
        <Button key="html" type="primary" onClick={() => issue.mutate('html')} loading={issue.isPending}>
          {t(isOfOne ? 'slip.asSheet' : 'campaign.asSheet')}
        </Button>,
      ]}
    >
      <p>{t(isOfOne ? 'slip.hint' : of.classId === undefined ? 'slip.allHint' : 'campaign.linksHint')}</p>
      <p className="notice notice-warning">{t(isOfOne ? 'slip.void' : 'campaign.linksVoid')}</p>
      <FormProblem error={issue.error} />
    </Modal>
  );
}

async function issueSheet(id: string, { classId, clientId }: SlipsOf, format: Format): Promise<string> {
  if (classId === undefined) return call(IssueAllLinks, { params: { id }, body: { format } });
  const clientIds = clientId === undefined ? {} : { clientIds: [clientId] };
  const sheet = await call(IssueLinks, { params: { id }, body: { classId, format, ...clientIds } });
  return typeof sheet === 'string' ? sheet : JSON.stringify(sheet);
}

function saveFile(text: string, format: Format, name: string): void {
  const type = format === 'html' ? 'text/html;charset=utf-8' : 'text/csv;charset=utf-8';
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
