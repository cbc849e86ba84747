import { DownOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { type CaseStatus, lifecycle } from '../../domain/casework/lifecycle.ts';
import type { NextTask } from '../../domain/casework/next-task.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import type { CasePartProps } from './case-header.tsx';
import { stepKinds } from './record-dialog.tsx';

interface CaseActionsProps extends CasePartProps {
  /** the main one */
  task: NextTask | undefined;
  /** takes the case there */
  onMove: (to: CaseStatus) => void;
  isMoving: boolean;
}

/** The next real thing to do as the main action, all others one tap away. */
export function CaseActions({ view, task, onOpen, onMove, isMoving }: CaseActionsProps) {
  const { t } = useTranslation('casework');
  const { may } = useSession();
  const mayStep = may('case.write');
  const mayEncounter = may('encounter.create');
  const isEncounterMain = task?.kind === 'encounter';
  // closing has a form of its own, which writes that record; afterwards another one puts its reason right
  const others = stepKinds.filter(
    (kind) =>
      !(task?.kind === 'record' && task.record === kind) && (kind !== 'closure' || view.status === 'closed'),
  );
  return (
    <div className="row">
      {task !== undefined && !isEncounterMain && mayStep && (
        <MainAction task={task} view={view} onOpen={onOpen} onMove={onMove} isMoving={isMoving} />
      )}
      {mayEncounter && (
        <Button
          {...(isEncounterMain ? { type: 'primary' as const } : {})}
          onClick={() => onOpen({ kind: 'encounter' })}
        >
          {t('encounter.new')}
        </Button>
      )}
      {mayStep && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: others.map((record) => ({
              key: record,
              label: t(`record.kinds.${record}`),
              onClick: () => onOpen({ kind: 'record', record }),
            })),
          }}
        >
          <Button icon={<DownOutlined aria-hidden />} iconPlacement="end">
            {t('record.add')}
          </Button>
        </Dropdown>
      )}
      {may('case.close') && <Button onClick={() => onOpen({ kind: 'assign' })}>{t('case.assign')}</Button>}
    </div>
  );
}

function MainAction(props: Omit<CaseActionsProps, 'task'> & { task: NextTask }) {
  const { task, view, onOpen, onMove, isMoving } = props;
  const { t } = useTranslation('casework');
  const { textOf } = useFormats();
  const closing = view.next.find(({ to }) => to === 'closed');
  switch (task.kind) {
    case 'consent':
      return (
        <Link to="/clients/$clientId" params={{ clientId: view.clientId }}>
          <Button type="primary">{t('case.recordConsent')}</Button>
        </Link>
      );
    case 'record':
      return (
        <Button type="primary" onClick={() => onOpen({ kind: 'record', record: task.record })}>
          {t('case.writeRecord', { record: t(`record.kinds.${task.record}`) })}
        </Button>
      );
    case 'move':
      return (
        <Button type="primary" disabled={isMoving} onClick={() => onMove(task.to)}>
          {textOf(lifecycle[view.status].to[task.to]?.term ?? lifecycle[task.to].title)}
        </Button>
      );
    case 'close':
      return (
        <Button type="primary" onClick={() => onOpen({ kind: 'closing' })}>
          {closing?.isAsked === true
            ? t('closure.ask')
            : textOf(lifecycle[view.status].to.closed?.term ?? lifecycle.closed.title)}
        </Button>
      );
    case 'decide_closure':
      return (
        <Button type="primary" onClick={() => onOpen({ kind: 'decide_closure' })}>
          {t('closure.decide')}
        </Button>
      );
    case 'encounter':
      return null;
  }
}
