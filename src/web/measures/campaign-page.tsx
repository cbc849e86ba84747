import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Button, Modal, Space, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseCampaign, IssueLinks, OpenCampaign } from '../../contract/campaigns.ts';
import { WORKBOOK_TYPE } from '../../domain/files/media-type.ts';
import { call } from '../base/api.ts';
import { saveFile } from '../base/save-file.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { CampaignStateTag } from './campaign-tags.tsx';
import { CampaignSummaryView } from './campaign-summary.tsx';
import { InvitationList } from './invitation-list.tsx';
import { campaignQuery, campaignsKey, type CampaignView } from './queries.ts';
import { useInstruments } from './use-instruments.ts';

type ClassProgress = CampaignView['classes'][number];

export function CampaignPage() {
  const { campaignId } = useParams({ from: '/staff/measures/$campaignId' });
  const campaign = useQuery(campaignQuery(campaignId));
  if (campaign.error !== null)
    return <ErrorState error={campaign.error} onRetry={() => void campaign.refetch()} />;
  if (campaign.data === undefined) return <LoadingState />;
  return <CampaignDetails campaign={campaign.data} />;
}

function CampaignDetails({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation('measures');
  const { may } = useSession();
  const { instant } = useFormats();
  const { titleOf } = useInstruments();
  return (
    <>
      <PageHeader
        title={campaign.title}
        lead={
          <>
            <CampaignStateTag state={campaign.state} /> {t(`measure.waves.${campaign.wave}`)} ·{' '}
            {instant(campaign.opensAt)} – {instant(campaign.closesAt)} ·{' '}
            {campaign.instrumentIds.map(titleOf).join('、')}
          </>
        }
        action={may('campaign.manage') && <CampaignActions campaign={campaign} />}
      />
      <ClassTable campaign={campaign} />
      {campaign.openedAt !== null && <CampaignSummaryView campaignId={campaign.id} />}
    </>
  );
}

/** One main action: open what is planned; close what is open. */
function CampaignActions({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation('measures');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: campaignsKey });
  const onError = (error: Error) => void message.error(error.message);
  const params = { id: campaign.id };
  const open = useMutation({ mutationFn: () => call(OpenCampaign, { params }), onSuccess: refresh, onError });
  const close = useMutation({
    mutationFn: () => call(CloseCampaign, { params }),
    onSuccess: refresh,
    onError,
  });
  if (campaign.state === 'closed') return null;
  return (
    <span className="row">
      {campaign.openedAt === null ? (
        <Button type="primary" onClick={() => open.mutate()} loading={open.isPending}>
          {t('campaign.open')}
        </Button>
      ) : (
        <>
          <Button onClick={() => open.mutate()} loading={open.isPending}>
            {t('campaign.inviteAgain')}
          </Button>
          <Button onClick={() => close.mutate()} loading={close.isPending}>
            {t('campaign.close')}
          </Button>
        </>
      )}
    </span>
  );
}

function ClassTable({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation('measures');
  const [printing, setPrinting] = useState<ClassProgress>();
  const [shown, setShown] = useState<ClassProgress>();
  const { id, classes, openedAt, countedInSteps: step } = campaign;
  const columns = useClassColumns(campaign, setShown, setPrinting);
  return (
    <Section title={t('campaign.progress')}>
      {openedAt === null && <p className="notice">{t('campaign.openHint')}</p>}
      <Table<ClassProgress>
        size="middle"
        rowKey="classId"
        dataSource={classes}
        pagination={false}
        scroll={{ x: true }}
        columns={columns}
      />
      {step !== null && <p className="quiet small">{t('campaign.inSteps', { n: step })}</p>}
      {printing !== undefined && (
        <LinksDialog campaignId={id} schoolClass={printing} onClose={() => setPrinting(undefined)} />
      )}
      {shown !== undefined && (
        <InvitationList campaignId={id} schoolClass={shown} onClose={() => setShown(undefined)} />
      )}
    </Section>
  );
}

function useClassColumns(
  { state, countedInSteps: step }: CampaignView,
  onShow: (schoolClass: ClassProgress) => void,
  onPrint: (schoolClass: ClassProgress) => void,
): TableColumnsType<ClassProgress> {
  const { t } = useTranslation('measures');
  const { may } = useSession();
  const told = (count: number) =>
    step === null
      ? count
      : count === 0
        ? t('campaign.hidden', { n: step })
        : t('figure.atLeast', { n: count });
  const links = {
    title: t('campaign.links'),
    key: 'links',
    render: (_: unknown, schoolClass: ClassProgress) => (
      <Button onClick={() => onPrint(schoolClass)}>{t('campaign.print')}</Button>
    ),
  };
  return [
    {
      title: t('person.class'),
      dataIndex: 'name',
      render: (name: string, schoolClass) =>
        may('client.read') ? (
          <Button type="link" onClick={() => onShow(schoolClass)}>
            {name}
          </Button>
        ) : (
          name
        ),
    },
    { title: t('campaign.invited'), dataIndex: 'invited', align: 'right', render: told },
    {
      title: t('campaign.answered'),
      dataIndex: 'answered',
      align: 'right',
      render: (answered: number, { invited }) =>
        step !== null || invited === 0
          ? told(answered)
          : `${answered}（${Math.round((100 * answered) / invited)}%）`,
    },
    { title: t('campaign.withheld'), dataIndex: 'withheld', align: 'right', render: told },
    ...(state === 'open' && may('campaign.manage') ? [links] : []),
  ];
}

/** Links can be made once: said before, not after. */
function LinksDialog(props: { campaignId: string; schoolClass: ClassProgress; onClose: () => void }) {
  const { campaignId, schoolClass, onClose } = props;
  const { t } = useTranslation('measures');
  const issue = useMutation({
    mutationFn: async (format: 'html' | 'csv' | 'xlsx') => {
      const body = { classId: schoolClass.classId, format };
      const sheet = await call(IssueLinks, { params: { id: campaignId }, body });
      const isFile = typeof sheet === 'string' || sheet instanceof Uint8Array;
      const content = isFile ? sheet : JSON.stringify(sheet);
      return { format, content };
    },
    onSuccess: ({ format, content }) => {
      saveFile(content, fileTypes[format], `${schoolClass.name}.${format}`);
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('campaign.linksFor', { name: schoolClass.name })}
      onCancel={onClose}
      footer={
        <Space wrap style={{ justifyContent: 'flex-end' }}>
          <Button onClick={() => issue.mutate('csv')} loading={issue.isPending}>
            {t('campaign.asTable')}
          </Button>
          <Button onClick={() => issue.mutate('xlsx')} loading={issue.isPending}>
            {t('campaign.asWorkbook')}
          </Button>
          <Button type="primary" onClick={() => issue.mutate('html')} loading={issue.isPending}>
            {t('campaign.asSheet')}
          </Button>
        </Space>
      }
    >
      <p>{t('campaign.linksHint')}</p>
      <p className="notice notice-warning">{t('campaign.linksVoid')}</p>
      <FormProblem error={issue.error} />
    </Modal>
  );
}

const fileTypes = {
  html: 'text/html;charset=utf-8',
  csv: 'text/csv;charset=utf-8',
  xlsx: WORKBOOK_TYPE,
} as const;
