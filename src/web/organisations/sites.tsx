import { useQuery, useQueryClient, useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import type { Static } from 'typebox';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeSite, CreateSite, type Site, siteKinds } from '../../contract/organisations.ts';
import { call } from '../base/api.ts';
import { isProblem } from '../base/problem.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { sitesQuery } from './queries.ts';
import { Place } from '../ui/place.tsx';
import { RegionPicker } from './region-picker.tsx';

type SiteView = Static<typeof Site>;

declare module '../base/slice.ts' {
  interface Places {
    /** what else is kept of the organisation's sites */
    sites: Nothing;
  }
}

export function Sites() {
  const { t } = useTranslation('organisations');
  const sites = useQuery(sitesQuery);
  const [edited, setEdited] = useState<SiteView | 'new'>();
  return (
    <div className="stack">
      <div className="section">
        <div className="section-head">
          <h2>{t('administration.sites')}</h2>
          <Button type="primary" onClick={() => setEdited('new')}>
            {t('administration.newSite')}
          </Button>
        </div>
        {sites.isPending && <LoadingState />}
        {sites.error !== null && <ErrorState error={sites.error} onRetry={() => void sites.refetch()} />}
        {sites.data?.items.length === 0 && (
          <EmptyState title={t('administration.noSites')} hint={t('administration.noSitesHint')} />
        )}
        <ul className="items">
          {sites.data?.items.map((site) => (
            <li key={site.id} className="item">
              <div className="item-main">
                <strong>{site.name}</strong>
                <p className="quiet small">
                  {t(`administration.siteKinds.${site.kind}`)} · {site.code}
                </p>
              </div>
              <Button aria-label={`${t('action.edit')} ${site.name}`} onClick={() => setEdited(site)}>
                {t('action.edit')}
              </Button>
            </li>
          ))}
        </ul>
        {edited !== undefined && (
          <SiteDialog site={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
        )}
      </div>
      <Place name="sites" of={{}} />
    </div>
  );
}

interface SiteValues {
  code: string;
  name: string;
  kind: (typeof siteKinds)[number];
  regionCode: string;
}

function SiteDialog({ site, onClose }: { site: SiteView | undefined; onClose: () => void }) {
  const { t } = useTranslation('organisations');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<SiteValues>();
  const draft = useDraft(form, `site.${site?.id ?? 'new'}`);
  const [base, setBase] = useState(site);
  const save = useMutation({
    mutationFn: ({ code, ...values }: SiteValues) =>
      base === undefined
        ? draft.send(CreateSite, { body: { id: draft.id, code, ...values } })
        : call(ChangeSite, { params: { id: base.id }, version: base.version, body: values }),
    onError: (error) => {
      if (isProblem(error, 'version_conflict')) {
        const current = error.current as SiteView;
        setBase(current);
        form.setFieldsValue(current);
        void message.warning(t('administration.siteConflict'));
      } else markFields(form, error);
    },
    onSuccess: async () => {
      draft.drop();
      void message.success(t('state.saved'));
      onClose();
      await queryClient.invalidateQueries({ queryKey: sitesQuery.queryKey });
      await queryClient.invalidateQueries({ queryKey: ['me'] });
    },
  });
  return (
    <Modal
      open
      title={t(site === undefined ? 'administration.newSite' : 'administration.changeSite')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={save.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<SiteValues>
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        initialValues={site ?? { kind: 'school_station' }}
        onFinish={(values) => save.mutate(values)}
      >
        <CreationProblem
          error={save.error}
          form={form}
          draft={draft}
          words={{ name: t('administration.siteName') }}
        />
        <SiteFields isNew={site === undefined} />
      </Form>
    </Modal>
  );
}

function SiteFields({ isNew }: { isNew: boolean }) {
  const { t } = useTranslation('organisations');
  const rules = [{ required: true, message: t('state.required') }];
  return (
    <>
      <Form.Item name="name" label={t('administration.siteName')} rules={rules}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="code"
        label={t('administration.siteCode')}
        extra={t('administration.siteCodeHint')}
        rules={rules}
      >
        <Input maxLength={40} autoComplete="off" readOnly={!isNew} />
      </Form.Item>
      <Form.Item name="kind" label={t('administration.siteKind')} rules={rules}>
        <Select
          options={siteKinds.map((kind) => ({ value: kind, label: t(`administration.siteKinds.${kind}`) }))}
        />
      </Form.Item>
      <Form.Item name="regionCode" label={t('administration.siteRegion')} rules={rules}>
        <RegionPicker />
      </Form.Item>
    </>
  );
}
