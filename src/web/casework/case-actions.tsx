import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseStatus } from '../../domain/casework/lifecycle.ts';
import { useSession } from '../base/session-context.ts';
import type { CasePartProps } from './case-header.tsx';
import { type StepKind, stepKinds } from './record-dialog.tsx';

/** What one writes down first in each stage of the work. */
const naturalRecords: Readonly<Record<CaseStatus, StepKind | 'encounter'>> = {
  referral: 'intake',
  intake: 'intake',
  reopened: 'intake',
  assessment: 'assessment',
  plan: 'plan',
  intervention: 'encounter',
  review: 'review',
  follow_up: 'follow_up',
  closed: 'encounter',
  declined: 'encounter',
  transferred: 'encounter',
  withdrawn: 'encounter',
};

/** The record that belongs to the present stage as the main action, all others one tap away. */
export function CaseActions({ view, onOpen }: CasePartProps) {
  const { t } = useTranslation('casework');
  const { may } = useSession();
  const natural = naturalRecords[view.status];
  const mayStep = may('case.write');
  const mayEncounter = may('encounter.create');
  const others = stepKinds.filter((kind) => kind !== natural);
  return (
    <div className="row">
      {natural !== 'encounter' && mayStep && (
        <Button type="primary" onClick={() => onOpen({ kind: 'record', record: natural })}>
          {t(`record.kinds.${natural}`)}
        </Button>
      )}
      {mayEncounter && (
        <Button
          {...(natural === 'encounter' ? { type: 'primary' as const } : {})}
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
          <Button icon={<DownOutlined />} iconPlacement="end">
            {t('record.add')}
          </Button>
        </Dropdown>
      )}
      {may('case.close') && <Button onClick={() => onOpen({ kind: 'assign' })}>{t('case.assign')}</Button>}
    </div>
  );
}
