import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CreateOrganisation, organisationKinds } from '../../contract/organisations.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import { CopyBox } from '../ui/copy-box.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { RegionPicker } from './region-picker.tsx';

interface FoundingValues {
  code: string;
  kind: (typeof organisationKinds)[number];
  name: string;
  nameEn?: string;
  regionCode: string;
  administrator: { username: string; displayName: string };
}

/** For the platform's operator: a new tenant and the link for its first administrator. */
export function FoundOrganisationPage() {
  const { t } = useTranslation('organisations');
  const [founded, setFounded] = useState<AnswerOf<typeof CreateOrganisation>>();
  return (
    <>
      <PageHeader title={t('organisation.found')} lead={t('organisation.lead')} />
      {founded === undefined ? (
        <FoundingForm onFounded={setFounded} />
      ) : (
        <Section title={t('organisation.founded', { name: founded.organisation.name })}>
          {founded.link !== null && (
            <>
              <p>{t('account.linkHint', { name: t('organisation.administrator') })}</p>
              <CopyBox label={t('account.link')} text={`${window.location.origin}${founded.link}`} />
            </>
          )}
          <div>
            <Button onClick={() => setFounded(undefined)}>{t('organisation.another')}</Button>
          </div>
        </Section>
      )}
    </>
  );
}

function FoundingForm({ onFounded }: { onFounded: (answer: AnswerOf<typeof CreateOrganisation>) => void }) {
  const { t } = useTranslation('organisations');
  const [form] = Form.useForm<FoundingValues>();
  const draft = useDraft(form, 'organisation.new');
  const found = useMutation({
    mutationFn: ({ nameEn, ...values }: FoundingValues) =>
      draft.send(CreateOrganisation, {
        body: {
          id: draft.id,
          ...values,
          ...(nameEn === undefined || nameEn.trim() === '' ? {} : { nameEn }),
        },
      }),
    onError: (error) => markFields(form, error),
    onSuccess: (answer) => {
      draft.drop();
      onFounded(answer);
    },
  });
  return (
    <div className="section">
      <DraftOffer draft={draft} />
      <Form<FoundingValues>
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        initialValues={{ kind: 'social_work_agency' }}
        onFinish={(values) => found.mutate(values)}
        scrollToFirstError
      >
        <CreationProblem
          error={found.error}
          form={form}
          draft={draft}
          words={{ name: t('organisation.name') }}
        />
        <FoundingFields />
        <Button type="primary" htmlType="submit" size="large" loading={found.isPending}>
          {t('organisation.found')}
        </Button>
      </Form>
    </div>
  );
}

function FoundingFields() {
  const { t } = useTranslation('organisations');
  const rules = [{ required: true, message: t('state.required') }];
  return (
    <div className="form-grid">
      <Form.Item name="name" label={t('organisation.name')} rules={rules}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="nameEn" label={`${t('organisation.nameEn')} (${t('state.optional')})`}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="code"
        label={t('organisation.code')}
        extra={t('administration.siteCodeHint')}
        rules={rules}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t('organisation.kind')} rules={rules}>
        <Select
          options={organisationKinds.map((kind) => ({
            value: kind,
            label: t(`organisation.kinds.${kind}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="regionCode" label={t('organisation.region')} rules={rules} className="form-wide">
        <RegionPicker />
      </Form.Item>
      <Form.Item
        name={['administrator', 'username']}
        label={`${t('organisation.administrator')}: ${t('account.username')}`}
        extra={t('account.usernameHint')}
        rules={rules}
      >
        <Input maxLength={64} autoComplete="off" autoCapitalize="none" />
      </Form.Item>
      <Form.Item
        name={['administrator', 'displayName']}
        label={`${t('organisation.administrator')}: ${t('account.displayName')}`}
        rules={rules}
      >
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
    </div>
  );
}
