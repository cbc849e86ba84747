import { useTranslation } from 'react-i18next';
import { arms, type Participant } from '../../domain/studies/protocol.ts';
import type { SampleSize } from '../../domain/studies/sample-size.ts';
import { useFigures } from '../base/figures.ts';
import { useFormats } from '../base/formats.ts';
import { useInstruments } from '../measures/public.ts';
import { usePlaybooks } from '../playbooks/public.ts';
import { Definitions } from '../ui/definitions.tsx';
import { type FigureColumn, FigureTable } from '../ui/figure-table.tsx';
import { Section } from '../ui/section.tsx';
import type { StudyView } from './queries.ts';
import styles from './studies.module.css';

/** What was fixed in advance, what stands beside it since, and who takes part. */
export function StudyProtocol({ study }: { study: StudyView }) {
  const { t } = useTranslation('studies');
  const { instant } = useFormats();
  const { amendments } = study;
  return (
    <Section title={study.registeredAt === null ? t('study.plan') : t('study.protocol')}>
      <ProtocolRows study={study} />
      <Participants study={study} />
      <h3>{t('study.model')}</h3>
      <p>{t('study.modelText')}</p>
      {study.protocolHash !== null && (
        <p className="quiet small">
          {t('study.hash')} <code className={styles['breakable']}>{study.protocolHash}</code>
        </p>
      )}
      {amendments.length > 0 && (
        <>
          <h3>{t('study.amend')}</h3>
          <ul className="items">
            {amendments.map(({ id, amendment, reason, madeAt }) => (
              <li key={id} className="item">
                <div className="item-main">
                  <p className="prose">{amendment}</p>
                  <p className="quiet prose">
                    {t('study.reason')}：{reason}
                  </p>
                </div>
                <span className="quiet">{instant(madeAt)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function ProtocolRows({ study }: { study: StudyView }) {
  const { t } = useTranslation('studies');
  const { instant, inLanguage } = useFormats();
  const { number, percent } = useFigures();
  const { titleOf, scaleOf } = useInstruments();
  const { titleOf: playbookTitle } = usePlaybooks();
  const { protocol } = study;
  const { instrumentId, scale } = protocol.primaryOutcome;
  const { reliability, sd } = protocol.changeBasis;
  const sizeWords = (size: SampleSize) =>
    t('study.size.basis', {
      n: size.classesPerArm ?? '—',
      pupils: size.pupilsPerClass,
      effect: number(size.effect),
      icc: number(size.icc),
      r: number(size.correlation),
      attrition: percent(size.attrition),
      power: percent(size.power),
    });
  return (
    <Definitions
      isWide
      rows={[
        { term: t('study.question'), value: inLanguage(protocol.question, protocol.questionEn) },
        ...arms.map((arm) => ({
          term: t(`study.arms.${arm}`),
          value: inLanguage(protocol.arms[arm], protocol.armsEn?.[arm] ?? null),
        })),
        { term: t('study.playbook'), value: playbookTitle(protocol.playbookId) },
        { term: t('study.allocation'), value: t(`study.allocations.${protocol.allocation}`) },
        {
          term: t('study.primary'),
          value: `${titleOf(instrumentId)} · ${scaleOf(instrumentId, scale)}`,
        },
        {
          term: t('study.changeBasis'),
          value: t('study.changeBasisText', {
            r: number(reliability.r),
            kind: t(`study.reliabilityKinds.${reliability.kind}`),
            source: reliability.source,
            sd:
              sd.kind === 'baseline'
                ? t('study.sdBaseline')
                : t('study.sdPublished', { value: number(sd.value), source: sd.source }),
          }),
        },
        ...(protocol.sampleSize == null
          ? []
          : [{ term: t('study.size.title'), value: sizeWords(protocol.sampleSize) }]),
        { term: t('study.smallest'), value: t('study.smallestText', { n: protocol.smallestCount }) },
        {
          term: t('study.registeredOn'),
          value: study.registeredAt === null ? null : instant(study.registeredAt),
        },
      ]}
    />
  );
}

function Participants({ study }: { study: StudyView }) {
  const { t } = useTranslation('studies');
  const { inLanguage } = useFormats();
  const releasedAt = new Map(study.releases.map((release) => [release.organisationId, release.releasedAt]));
  const columns: FigureColumn<Participant>[] = [
    { key: 'code', head: t('study.code'), render: ({ code }) => code },
  ];
  if (study.isOwner && study.registeredAt !== null) {
    columns.push({
      key: 'received',
      head: t('study.receivedOn'),
      render: ({ organisationId }) => <ReceivedOn at={releasedAt.get(organisationId)} />,
    });
  }
  return (
    <FigureTable
      caption={t('study.participants')}
      rows={study.protocol.participants}
      keyOf={({ organisationId }) => organisationId}
      label={{ head: t('study.participants'), render: ({ name, nameEn }) => inLanguage(name, nameEn) }}
      columns={columns}
    />
  );
}

function ReceivedOn({ at }: { at: string | undefined }) {
  const { t } = useTranslation('studies');
  const { instant } = useFormats();
  return at === undefined ? <span className="quiet">{t('study.waits')}</span> : instant(at);
}
