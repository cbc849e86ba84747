import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErasePlacement, MovePlacement, type PlacementView } from '../../contract/placements.ts';
import { isOpenPlacement, mayMove, type PlacementMove } from '../../domain/placements/placement-life.ts';
import { call } from '../base/api.ts';
import { useSession } from '../base/session-context.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { PlacementDialog } from './placement-dialog.tsx';
import { keepPlacement } from './queries.ts';

/** What becomes of a placement next, by whoever looks after the student or manages all. */
export function PlacementButtons({ placement }: { placement: PlacementView }) {
  const { t } = useTranslation('placements');
  const mayPlan = useSession().may('placement.plan');
  const [dialog, setDialog] = useState<'change' | 'breakOff'>();
  const { state, student, evaluations } = placement;
  const move = useMoving(placement, () => undefined);
  const hasFinal = evaluations.some(({ kind }) => kind === 'final');
  if (student === null) return null;
  return (
    <div className="row">
      {mayMove(state, 'under_way') && (
        <Button type="primary" loading={move.isPending} onClick={() => move.mutate({ state: 'under_way' })}>
          {t('moves.under_way')}
        </Button>
      )}
      {mayMove(state, 'completed') && hasFinal && (
        <Button type="primary" loading={move.isPending} onClick={() => move.mutate({ state: 'completed' })}>
          {t('moves.completed')}
        </Button>
      )}
      {mayPlan && isOpenPlacement(state) && (
        <Button onClick={() => setDialog('change')}>{t('action.edit')}</Button>
      )}
      {mayMove(state, 'broken_off') && (
        <Button onClick={() => setDialog('breakOff')}>{t('moves.broken_off')}</Button>
      )}
      {mayPlan && !isOpenPlacement(state) && <EraseButton placement={placement} />}
      {dialog === 'change' && (
        <PlacementDialog
          placement={placement}
          onClose={() => setDialog(undefined)}
          onSaved={() => undefined}
        />
      )}
      {dialog === 'breakOff' && <BreakOffDialog placement={placement} onClose={() => setDialog(undefined)} />}
    </div>
  );
}

interface Move {
  readonly state: PlacementMove;
  readonly reason?: string;
}

function useMoving({ id, version }: PlacementView, onDone: () => void) {
  const { t } = useTranslation('placements');
  return useChange<Move, PlacementView>(
    {
      change: (move) => call(MovePlacement, { params: { id }, version, body: move }),
      said: ({ state }) => t('moves.done', { state: t(`states.${state}`) }),
      onDone,
    },
    keepPlacement,
  );
}

function BreakOffDialog({ placement, onClose }: { placement: PlacementView; onClose: () => void }) {
  const { t } = useTranslation('placements');
  const [form] = Form.useForm<{ reason: string }>();
  const move = useMoving(placement, onClose);
  return (
    <Modal
      open
      title={t('moves.broken_off')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('moves.broken_off')}
      okButtonProps={{ danger: true }}
      confirmLoading={move.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason }) => move.mutate({ state: 'broken_off', reason })}
      >
        <Form.Item
          name="reason"
          label={t('moves.reason')}
          rules={[{ required: true, whitespace: true, message: t('state.required') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
        <FormProblem error={move.error} />
      </Form>
    </Modal>
  );
}

function EraseButton({ placement: { id } }: { placement: PlacementView }) {
  const { t } = useTranslation('placements');
  const { modal } = App.useApp();
  const erase = useChange<void, PlacementView>(
    {
      change: () => call(ErasePlacement, { params: { id } }),
      said: () => t('erase.done'),
      onDone: () => undefined,
    },
    keepPlacement,
  );
  const ask = () =>
    void modal.confirm({
      title: t('erase.title'),
      content: t('erase.lead'),
      okText: t('erase.action'),
      okButtonProps: { danger: true },
      onOk: () => erase.mutateAsync().catch(() => undefined),
    });
  return (
    <Button danger onClick={ask}>
      {t('erase.action')}
    </Button>
  );
}
