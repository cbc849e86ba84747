import { CheckOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { FinishNextStep } from '../../contract/casework.ts';
import { lifecycle } from '../../domain/casework/lifecycle.ts';
import { call } from '../base/api.ts';
import { useSession } from '../base/session-context.ts';
import { hasNextStep } from './case-tags.tsx';
import type { CaseItemView } from './queries.ts';
import { useCaseChange } from './use-case-change.ts';

type Stepping = Pick<CaseItemView, 'id' | 'status' | 'clientName' | 'nextStep' | 'nextStepOn'>;

/** Ticks the next step that is in sight; a follow-up after closing is done by its record. */
export function StepDoneButton({ view }: { view: Stepping }) {
  const { t } = useTranslation('casework');
  const { may } = useSession();
  const { id, nextStep, nextStepOn } = view;
  const finish = useCaseChange<void>({
    change: () => call(FinishNextStep, { params: { id }, body: { nextStep, nextStepOn } }),
    said: () => t('nextStep.ticked'),
    onDone: () => undefined,
  });
  if (!hasNextStep(view) || lifecycle[view.status].phase === 'ended' || !may('case.write')) return null;
  return (
    <Button
      size="small"
      icon={<CheckOutlined aria-hidden />}
      aria-label={t('nextStep.doneOf', { name: view.clientName })}
      loading={finish.isPending}
      onClick={() => finish.mutate()}
    >
      {t('nextStep.done')}
    </Button>
  );
}
