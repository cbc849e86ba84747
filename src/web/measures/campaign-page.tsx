import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { CampaignActions } from './campaign-actions.tsx';
import { CampaignStateTag } from './campaign-tags.tsx';
import { CampaignSummaryView } from './campaign-summary.tsx';
import { classLabel } from './class-label.ts';
import { EndHistory } from './end-history.tsx';
import { InvitationList } from './invitation-list.tsx';
import { LinksDialog, type SlipsOf } from './links-dialog.tsx';
import { campaignQuery, type CampaignView } from './queries.ts';
import { useInstruments } from './use-instruments.ts';
import styles from './measures.module.css';

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
            {campaign.instrumentIds.map(titleOf).join(t('state.comma'))}
          </>
        }
        action={may('campaign.manage') && <CampaignActions campaign={campaign} />}
      />
      <ClassTable campaign={campaign} />
      <EndHistory campaign={campaign} />
      {campaign.openedAt !== null && <CampaignSummaryView campaignId={campaign.id} />}
    </>
  );
}

function ClassTable({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation('measures');
  const { may } = useSession();
  const [printing, setPrinting] = useState<SlipsOf>();
  const [shown, setShown] = useState<ClassProgress>();
  const { id, title, state, classes, openedAt, countedInSteps: step } = campaign;
  const columns = useClassColumns(campaign, setShown, setPrinting);
  return (
    <Section
      title={t('campaign.progress')}
      action={
        state === 'open' &&
        may('campaign.manage') && (
          <Button type="primary" onClick={() => setPrinting({ name: title })}>
            {t('slip.all')}
          </Button>
        )
      }
    >
      {openedAt === null && <p className="notice">{t('campaign.openHint')}</p>}
      <Table<ClassProgress>
        className={styles['progress'] ?? ''}
        size="middle"
        rowKey="classId"
        dataSource={classes}
        pagination={false}
        scroll={{ x: true }}
        columns={columns}
      />
      {step !== null && <p className="quiet small">{t('campaign.inSteps', { n: step })}</p>}
      {printing !== undefined && (
        <LinksDialog campaignId={id} of={printing} onClose={() => setPrinting(undefined)} />
      )}
      {shown !== undefined && (
        <InvitationList campaign={campaign} schoolClass={shown} onClose={() => setShown(undefined)} />
      )}
    </Section>
  );
}

function useClassColumns(
  { state, countedInSteps: step }: CampaignView,
  onShow: (schoolClass: ClassProgress) => void,
  onPrint: (slips: SlipsOf) => void,
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
      <Button onClick={() => onPrint({ name: classLabel(schoolClass), classId: schoolClass.classId })}>
        {t('campaign.print')}
      </Button>
    ),
  };
  return [
    {
      title: t('person.class'),
      render: (_, schoolClass) =>
        may('client.read') ? (
          <Button type="link" onClick={() => onShow(schoolClass)}>
            {classLabel(schoolClass)}
          </Button>
        ) : (
          classLabel(schoolClass)
        ),
    },
    { title: t('campaign.invited'), dataIndex: 'invited', align: 'right', render: told },
    {
      title: t('campaign.answered'),
      dataIndex: 'answered',
      align: 'right',
      className: 'figures',
      render: (answered: number, { invited }) =>
        step !== null || invited === 0
          ? told(answered)
          : t('state.aside', { text: answered, aside: `${Math.round((100 * answered) / invited)}%` }),
    },
    { title: t('campaign.withheld'), dataIndex: 'withheld', align: 'right', render: told },
    ...(state === 'open' && may('campaign.manage') ? [links] : []),
  ];
}
