import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Level, ModuleCode, Playbook } from '../../domain/playbooks/playbook.ts';
import { useFormats } from '../app/formats.ts';
import { useInstruments } from '../measures/use-instruments.ts';
import { Definitions } from '../ui/definitions.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { FigureTable } from '../ui/figure-table.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { playbookQuery } from './queries.ts';
import { SessionGuide } from './session-guide.tsx';
import { usePlaybooks } from './use-playbooks.ts';

const levels: readonly Level[] = ['universal', 'selective', 'indicated'];
const moduleCodes: readonly ModuleCode[] = [
  'cognitive_restructuring',
  'emotion_management',
  'social_support',
];

/** One version of a model, to be read before a session and printed: nothing is folded away. */
export function PlaybookPage() {
  const { t } = useTranslation();
  const { playbookId } = useParams({ from: '/staff/playbooks/$playbookId' });
  const { titleOf } = usePlaybooks();
  const { textOf } = useFormats();
  const playbook = useQuery(playbookQuery(playbookId));
  if (playbook.error !== null)
    return <ErrorState error={playbook.error} onRetry={() => void playbook.refetch()} />;
  if (playbook.data === undefined) return <LoadingState rows={8} />;
  return (
    <>
      <PageHeader
        title={titleOf(playbookId)}
        lead={textOf(playbook.data.purpose)}
        action={
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('playbook.print')}
          </Button>
        }
      />
      <Overview playbook={playbook.data} />
      <SessionIndex playbook={playbook.data} />
      {playbook.data.sessions.map((session) => (
        <section
          key={session.id}
          id={session.id}
          className="section session"
          aria-labelledby={`${session.id}-title`}
        >
          <div className="section-head">
            <h2 id={`${session.id}-title`}>
              {t('group.week', { n: session.week })} · {textOf(session.title)}
            </h2>
            <span className="quiet">
              {textOf(playbook.data.modules[session.module].title)} ·{' '}
              {t('group.minutes', { n: session.minutes })}
            </span>
          </div>
          <SessionGuide session={session} isWhole />
        </section>
      ))}
    </>
  );
}

function Overview({ playbook }: { playbook: Playbook }) {
  const { t } = useTranslation();
  const { textOf } = useFormats();
  const { titleOf } = useInstruments();
  return (
    <Section title={t('playbook.levels')}>
      <Definitions
        isWide
        rows={[
          { term: t('playbook.ages'), value: t('playbook.agesText', playbook.ages) },
          { term: t('playbook.measures'), value: playbook.measures.map(titleOf).join(t('study.comma')) },
        ]}
      />
      <div className="triple">
        {levels.map((level) => {
          const { title, participants, who, how } = playbook.levels[level];
          return (
            <div key={level} className="stack-tight">
              <h3>
                {textOf(title)} <span className="quiet">{t('playbook.people', participants)}</span>
              </h3>
              <p>
                {t('playbook.who')}
                {textOf(who)}
              </p>
              <p>
                {t('playbook.how')}
                {textOf(how)}
              </p>
            </div>
          );
        })}
      </div>
      <h3>{t('playbook.modules')}</h3>
      <div className="triple">
        {moduleCodes.map((code) => (
          <div key={code} className="stack-tight">
            <h4>{textOf(playbook.modules[code].title)}</h4>
            <p>{textOf(playbook.modules[code].idea)}</p>
          </div>
        ))}
      </div>
    </Section>
  );
}

function SessionIndex({ playbook }: { playbook: Playbook }) {
  const { t } = useTranslation();
  const { textOf } = useFormats();
  return (
    <Section title={t('playbook.sessions')}>
      <FigureTable
        caption={t('playbook.sessions')}
        rows={playbook.sessions}
        keyOf={({ id }) => id}
        label={{
          head: t('playbook.session'),
          render: ({ id, week, title }) => (
            <a href={`#${id}`}>
              {t('group.week', { n: week })} · {textOf(title)}
            </a>
          ),
        }}
        columns={[
          {
            key: 'module',
            head: t('playbook.module'),
            render: ({ module }) => textOf(playbook.modules[module].title),
          },
          {
            key: 'minutes',
            head: t('playbook.length'),
            render: ({ minutes }) => t('group.minutes', { n: minutes }),
          },
        ]}
      />
    </Section>
  );
}
