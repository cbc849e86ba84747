import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JoinStudy } from '../../contract/studies.ts';
import { type Arm, arms } from '../../domain/studies/protocol.ts';
import { call } from '../base/api.ts';
import { useClasses } from '../clients/public.ts';
import { Choices } from '../ui/choices.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import type { Participation } from './next-step.ts';
import type { StudyView } from './queries.ts';
import { useStudyChange } from './use-study-change.ts';

const places = [...arms, 'none'] as const;
type Place = (typeof places)[number];

/** Which class belongs to which arm: one line for each class, all choices in sight. */
export function JoinDialog(props: { study: StudyView; participation: Participation; onClose: () => void }) {
  const { study, participation, onClose } = props;
  const { t } = useTranslation('studies');
  const classes = useClasses();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Arm>>(
    () => new Map(participation.classes.map(({ classId, arm }) => [classId, arm])),
  );
  const place = (classId: string, wanted: Place) => {
    const changed = new Map(chosen);
    if (wanted === 'none') changed.delete(classId);
    else changed.set(classId, wanted);
    setChosen(changed);
  };
  const join = useStudyChange<void>({
    change: () =>
      call(JoinStudy, {
        params: { id: study.id },
        body: { classes: [...chosen].map(([classId, arm]) => ({ classId, arm })) },
      }),
    said: () => t('study.joined'),
    onDone: onClose,
  });
  return (
    <Modal
      open
      width={720}
      title={t('study.classes')}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => join.mutate()}
      okText={t('study.joinSave')}
      okButtonProps={{ disabled: chosen.size === 0 }}
      confirmLoading={join.isPending}
    >
      <p className="quiet">{t(`study.allocationHints.${study.protocol.allocation}`)}</p>
      <ul className="items tall">
        {classes.map(({ id, name }) => (
          <li key={id} className="item">
            <span className="item-main">{name}</span>
            <Choices
              label={name}
              values={places}
              labelOf={(value) => (value === 'none' ? t('study.notInStudy') : t(`study.arms.${value}`))}
              value={chosen.get(id) ?? 'none'}
              onChange={(value) => place(id, value)}
            />
          </li>
        ))}
      </ul>
      <ArmCounts chosen={chosen} />
      <FormProblem error={join.error} />
    </Modal>
  );
}

function ArmCounts({ chosen }: { chosen: ReadonlyMap<string, Arm> }) {
  const { t } = useTranslation('studies');
  return (
    <p>
      {arms
        .map((arm) => {
          const n = [...chosen.values()].filter((own) => own === arm).length;
          return t('study.classCount', { arm: t(`study.arms.${arm}`), n });
        })
        .join(' · ')}
    </p>
  );
}
