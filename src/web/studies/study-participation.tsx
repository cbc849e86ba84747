import { Link } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReleaseStudy } from '../../contract/studies.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useClassNames } from '../clients/public.ts';
import { CampaignStateTag } from '../measures/public.ts';
import { FigureTable } from '../ui/figure-table.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useNow } from '../ui/use-now.ts';
import { JoinDialog } from './join-dialog.tsx';
import { nextStep, type Participation } from './next-step.ts';
import type { StudyView } from './queries.ts';
import { useStudyChange } from './use-study-change.ts';

/** What the reader's own organisation does in a study: its classes and arms, its rounds, its sums. */
export function StudyParticipation(props: { study: StudyView; participation: Participation }) {
  const { study, participation } = props;
  const { t } = useTranslation('studies');
  const { may } = useSession();
  const { instant } = useFormats();
  const [open, setOpen] = useState<'join' | 'release'>();
  const next = nextStep(participation, new Date(useNow()));
  const { step } = next;
  const isFixed = participation.hasLaterAnswers === true;
  return (
    <Section
      title={t('study.classes')}
      action={
        may('study.conduct') && (
          <span className="row">
            {!isFixed && participation.releasedAt === null && (
              <Button {...(step === 'join' ? { type: 'primary' } : {})} onClick={() => setOpen('join')}>
                {t(step === 'join' ? 'study.join' : 'study.changeArms')}
              </Button>
            )}
            {(step === 'release' || step === 'undelivered') && (
              <Button type="primary" onClick={() => setOpen('release')}>
                {t('study.release')}
              </Button>
            )}
          </span>
        )
      }
    >
      <p>
        {step === 'join' && t('study.nextJoin')}
        {step === 'waves' && t('study.nextWaves')}
        {next.step === 'arriving' && t('study.nextArriving', { time: instant(next.until.toISOString()) })}
        {step === 'release' && t('study.nextRelease')}
        {step === 'undelivered' && t('study.nextUndelivered')}
        {step === 'done' && t('study.nextReleased', { time: instant(participation.deliveredAt ?? '') })}
      </p>
      {participation.classes.length > 0 && <ClassTable participation={participation} />}
      {isFixed && <p className="quiet">{t('study.classesFixed')}</p>}
      {step !== 'join' && <Rounds study={study} participation={participation} />}
      {open === 'join' && (
        <JoinDialog study={study} participation={participation} onClose={() => setOpen(undefined)} />
      )}
      {open === 'release' && <ReleaseDialog study={study} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}

function ClassTable({ participation }: { participation: Participation }) {
  const { t } = useTranslation('studies');
  const nameOf = useClassNames();
  return (
    <FigureTable
      caption={t('study.classes')}
      rows={participation.classes}
      keyOf={({ classId }) => classId}
      label={{ head: t('person.class'), render: ({ classId, name }) => nameOf(classId) ?? name }}
      columns={[
        {
          key: 'arm',
          head: t('study.group'),
          render: ({ arm }) => (
            <Tag tone={arm === 'intervention' ? 'primary' : 'plain'}>{t(`study.arms.${arm}`)}</Tag>
          ),
        },
        { key: 'pupils', head: t('study.pupilCount'), render: ({ pupils }) => pupils ?? '—' },
      ]}
    />
  );
}

/** The rounds of the study; a wave that has none is planned from here, for the classes of the arms. */
function Rounds({ study, participation: { rounds } }: { study: StudyView; participation: Participation }) {
  const { t } = useTranslation('studies');
  const { may } = useSession();
  const missing = may('campaign.manage')
    ? study.protocol.waves.filter((wanted) => !rounds.some(({ wave }) => wave === wanted))
    : [];
  return (
    <>
      <h3>{t('study.rounds')}</h3>
      {rounds.length === 0 && <p className="quiet">{t('study.roundsNone')}</p>}
      <ul className="items">
        {rounds.map(({ campaignId, title, wave, state }) => (
          <li key={campaignId} className="item item-tight">
            <div className="item-main">
              <Link to="/measures/$campaignId" params={{ campaignId }}>
                {title}
              </Link>{' '}
              <span className="quiet">{t(`measure.waves.${wave}`)}</span>
            </div>
            <CampaignStateTag state={state} />
          </li>
        ))}
      </ul>
      <span className="row">
        {missing.map((wave) => (
          <Link key={wave} to="/measures/new" search={{ study: study.id, wave }}>
            <Button tabIndex={-1}>{t('study.planRound', { wave: t(`measure.waves.${wave}`) })}</Button>
          </Link>
        ))}
      </span>
    </>
  );
}

/** What leaves the organisation, and that it leaves once, is said before. */
function ReleaseDialog({ study, onClose }: { study: StudyView; onClose: () => void }) {
  const { t } = useTranslation('studies');
  const release = useStudyChange<void>({
    change: () => call(ReleaseStudy, { params: { id: study.id } }),
    said: () => t('study.released'),
    onDone: onClose,
  });
  return (
    <Modal
      open
      title={t('study.releaseTitle')}
      onCancel={onClose}
      onOk={() => release.mutate()}
      okText={t('study.release')}
      confirmLoading={release.isPending}
    >
      <p>{t('study.releaseHint', { n: study.protocol.smallestCount })}</p>
      <FormProblem error={release.error} />
    </Modal>
  );
}
