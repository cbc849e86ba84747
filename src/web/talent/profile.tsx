import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Form, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  PutOwnTalent,
  PutTalent,
  type StaffProfileView,
  type WorkerRecordView,
} from '../../contract/talent.ts';
import { specialities, specialityNames } from '../../domain/talent/professional-words.ts';
import { languageNames, spokenLanguages } from '../../domain/volunteers/profile-words.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { isProblem } from '../base/problem.ts';
import { Definitions } from '../ui/definitions.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import { readTalentAnew } from './queries.ts';

const HOUR = 60;

/** What somebody is good at and speaks, whether others may ask for them, and how long their week is. */
export function Profile({ worker, isOwn }: { worker: WorkerRecordView; isOwn: boolean }) {
  const { t } = useTranslation('talent');
  const { textOf, minutesOf } = useFormats();
  const [isChanging, setChanging] = useState(false);
  const { profile } = worker;
  const comma = t('state.comma');
  return (
    <Section
      title={t('profile.title')}
      action={!worker.hasLeft && <Button onClick={() => setChanging(true)}>{t('profile.change')}</Button>}
    >
      <Definitions
        rows={[
          {
            term: t('profile.specialities'),
            value: profile.specialities.map((code) => textOf(specialityNames[code])).join(comma),
          },
          {
            term: t('profile.languages'),
            value: profile.languages.map((code) => textOf(languageNames[code])).join(comma),
          },
          { term: t('profile.week'), value: minutesOf(profile.weeklyMinutes) },
          { term: t('profile.lendable'), value: t(profile.isLendable ? 'profile.yes' : 'profile.no') },
        ]}
      />
      {isChanging && <ProfileDialog worker={worker} isOwn={isOwn} onClose={() => setChanging(false)} />}
    </Section>
  );
}

interface Values {
  specialities: StaffProfileView['specialities'];
  languages: StaffProfileView['languages'];
  /** only on one's own form */
  isLendable?: boolean;
  /** only on a colleague's */
  hours?: number;
}

interface DialogProps {
  readonly worker: WorkerRecordView;
  readonly isOwn: boolean;
  readonly onClose: () => void;
}

function ProfileDialog({ worker, isOwn, onClose }: DialogProps) {
  const { t } = useTranslation('talent');
  const [form] = Form.useForm<Values>();
  const queryClient = useQueryClient();
  const { profile } = worker;
  const put = useChange<Values, StaffProfileView>(
    {
      change: async (values) => {
        try {
          return await (isOwn ? putOwn(worker, values) : putOf(worker, values));
        } catch (error) {
          // what was typed stays; saved again, it counts
          if (isProblem(error, 'version_conflict')) readTalentAnew(queryClient);
          throw error;
        }
      },
      form,
      said: () => t('profile.saved'),
      onDone: onClose,
    },
    readTalentAnew,
  );
  return (
    <Modal
      open
      title={t('profile.change')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={put.isPending}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ ...profile, hours: profile.weeklyMinutes / HOUR }}
        onFinish={(values) => put.mutate(values)}
      >
        <Fields isOwn={isOwn} />
        <FormProblem error={put.error} />
      </Form>
    </Modal>
  );
}

function putOwn({ profile }: WorkerRecordView, { hours: _, ...said }: Values): Promise<StaffProfileView> {
  return call(PutOwnTalent, {
    version: profile.version,
    body: { isLendable: profile.isLendable, ...said },
  });
}

function putOf(
  { accountId, profile }: WorkerRecordView,
  { hours = profile.weeklyMinutes / HOUR, specialities: known, languages }: Values,
): Promise<StaffProfileView> {
  const body = { specialities: known, languages, weeklyMinutes: Math.round(hours * HOUR) };
  return call(PutTalent, { params: { id: accountId }, version: profile.version, body });
}

function Fields({ isOwn }: { isOwn: boolean }) {
  const { t } = useTranslation('talent');
  const { textOf } = useFormats();
  return (
    <>
      <Form.Item name="specialities" label={t('profile.specialities')}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={specialities.map((code) => ({ value: code, label: textOf(specialityNames[code]) }))}
        />
      </Form.Item>
      <Form.Item name="languages" label={t('profile.languages')}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={spokenLanguages.map((code) => ({ value: code, label: textOf(languageNames[code]) }))}
        />
      </Form.Item>
      {isOwn ? (
        <Form.Item name="isLendable" valuePropName="checked" extra={t('profile.lendableHint')}>
          <Checkbox>{t('profile.lendable')}</Checkbox>
        </Form.Item>
      ) : (
        <Form.Item
          name="hours"
          label={t('profile.hours')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <InputNumber min={0} max={84} step={0.5} />
        </Form.Item>
      )}
    </>
  );
}
