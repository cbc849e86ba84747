import { useMutation } from '@tanstack/react-query';
import { Button, Modal, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { IssueAllLinks, IssueLinks, type sheetFormats } from '../../contract/campaigns.ts';
import { WORKBOOK_TYPE } from '../../domain/files/media-type.ts';
import { call } from '../base/api.ts';
import { saveCsv, type TableForm } from '../base/save-csv.ts';
import { saveFile } from '../base/save-file.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { TableButtons } from '../ui/table-buttons.tsx';

type Format = (typeof sheetFormats)[number];

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
    mutationFn: async (form: 'html' | TableForm) => {
      const sheet = await issueSheet(campaignId, of, form === 'gb18030' ? 'csv' : form);
      return { form, sheet };
    },
    onSuccess: ({ form, sheet }) => {
      if (form === 'html' || form === 'xlsx') saveFile(sheet, fileTypes[form], `${of.name}.${form}`);
      else saveCsv(String(sheet), form, `${of.name}.csv`);
      onClose();
    },
  });
  const isOfOne = of.clientId !== undefined;
  return (
    <Modal
      open
      title={t(isOfOne ? 'slip.again' : 'campaign.linksFor', { name: of.name })}
      onCancel={onClose}
      footer={
        <Space wrap style={{ justifyContent: 'flex-end' }}>
          {!isOfOne && (
            <TableButtons name={t('campaign.asTable')} onSave={issue.mutate} isSaving={issue.isPending} />
          )}
          <Button type="primary" onClick={() => issue.mutate('html')} loading={issue.isPending}>
            {t(isOfOne ? 'slip.asSheet' : 'campaign.asSheet')}
          </Button>
        </Space>
      }
    >
      <p>{t(isOfOne ? 'slip.hint' : of.classId === undefined ? 'slip.allHint' : 'campaign.linksHint')}</p>
      <p className="notice notice-warning">{t(isOfOne ? 'slip.void' : 'campaign.linksVoid')}</p>
      <FormProblem error={issue.error} />
    </Modal>
  );
}

type Sheet = string | Uint8Array;

async function issueSheet(id: string, { classId, clientId }: SlipsOf, format: Format): Promise<Sheet> {
  if (classId === undefined) return call(IssueAllLinks, { params: { id }, body: { format } });
  const clientIds = clientId === undefined ? {} : { clientIds: [clientId] };
  const sheet = await call(IssueLinks, { params: { id }, body: { classId, format, ...clientIds } });
  const isFile = typeof sheet === 'string' || sheet instanceof Uint8Array;
  return isFile ? sheet : JSON.stringify(sheet);
}

const fileTypes = {
  html: 'text/html;charset=utf-8',
  xlsx: WORKBOOK_TYPE,
};
