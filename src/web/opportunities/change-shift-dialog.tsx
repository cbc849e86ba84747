import { App, Form, Modal } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeShift, type ShiftView } from '../../contract/opportunities.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { isProblem } from '../base/problem.ts';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { readOpportunitiesAnew } from './queries.ts';
import { PlacesFields, TimesFields } from './shift-fields.tsx';
import {
  atFields,
  placesBodyOf,
  type PlacesValues,
  timesBodyOf,
  type TimesValues,
  valuesOfShift,
} from './shift-form.ts';

type Values = TimesValues & PlacesValues;

/** Moves a shift, or says anew how many may come. */
export function ChangeShiftDialog({ shift, onClose }: { shift: ShiftView; onClose: () => void }) {
  const { t } = useTranslation('opportunities');
  const { zone } = useFormats();
  const [form] = Form.useForm<Values>();
  const [base, setBase] = useState(shift);
  const save = useChanging({ base, setBase, zone, form, onClose });
  const values = Form.useWatch([], form) as Partial<Values> | undefined;
  const times = values === undefined ? undefined : { ...valuesOfShift(zone, base), ...values };
  const isMoved =
    times !== undefined && times.day !== '' && timesBodyOf(zone, times).startsAt !== base.startsAt;
  const hasPeople = base.places.some(({ taken }) => taken > 0);
  return (
    <Modal
      open
      title={t('shift.change')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={save.isPending}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={valuesOfShift(zone, shift)}
        onFinish={(entered) => save.mutate(entered)}
      >
        <TimesFields />
        <PlacesFields />
        {hasPeople && isMoved && <p className="notice notice-warning form-problem">{t('shift.moveHint')}</p>}
        {isLowered(base, values) && (
          <output className="notice notice-warning form-problem">{t('shift.lowered')}</output>
        )}
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}

/** Whether some role has fewer places then than have one now. */
function isLowered({ places }: ShiftView, values: Partial<Values> | undefined): boolean {
  if (values?.places === undefined) return false;
  const { roles = [], capacity = 0 } = values;
  const wanted = values.places === 'any' ? [{ role: '', capacity }] : roles;
  return places.some(
    ({ role, taken }) => taken > (wanted.find((place) => place.role === role)?.capacity ?? 0),
  );
}

function useChanging(dialog: {
  base: ShiftView;
  setBase: (shift: ShiftView) => void;
  zone: string;
  form: ReturnType<typeof Form.useForm<Values>>[0];
  onClose: () => void;
}) {
  const { base, setBase, zone, form, onClose } = dialog;
  const { t } = useTranslation('opportunities');
  const { message, modal } = App.useApp();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (values: Values) =>
      call(ChangeShift, {
        params: { id: base.id },
        version: base.version,
        body: { ...timesBodyOf(zone, values), ...placesBodyOf(values) },
      }).catch((error: unknown) => {
        throw atFields(error);
      }),
    onError: (error) => {
      if (isProblem(error, 'version_conflict')) {
        const current = error.current as ShiftView;
        setBase(current);
        form.setFieldsValue(valuesOfShift(zone, current));
        void message.warning(t('form.conflict'));
      } else markFields(form, error);
    },
    onSuccess: ({ overlapping }) => {
      readOpportunitiesAnew(queryClient);
      void message.success(t('state.saved'));
      onClose();
      if (overlapping > 0) void modal.warning({ title: t('shift.overlapping', { count: overlapping }) });
    },
  });
}
