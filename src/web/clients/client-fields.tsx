import type { Permission } from '../../domain/access/roles.ts';
import { useQuery } from '@tanstack/react-query';
import { Form, type FormInstance, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { sexes } from '../../domain/people/identity-number.ts';
import { parsePhone } from '../../domain/people/phone.ts';
import { rejectionMessage } from '../../domain/roster/messages.ts';
import { spokenLanguage } from '../../domain/language.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { Choices } from '../ui/choices.tsx';
import { DayInput } from '../ui/day-input.tsx';
import type { ClientFormValues } from './client-form.ts';
import { documentFields, DocumentFields, useDocumentContradictions } from './document-fields.tsx';
import { classesQuery } from './queries.ts';
import { useClassNames } from './use-class-names.ts';

/** The fields of a person's details. */
export function ClientFields({ form }: { form: FormInstance<ClientFormValues> }) {
  const { t } = useTranslation('clients');
  const { today } = useFormats();
  const checks = useDetailChecks();
  const contradicts = useDocumentContradictions();
  return (
    <div className="form-grid">
      <Form.Item
        name="name"
        label={t('client.name')}
        rules={[{ required: true, whitespace: true, message: t('state.required') }]}
      >
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <DocumentFields form={form} />
      <Form.Item
        name="birthDate"
        label={t('client.birthDate')}
        dependencies={documentFields}
        rules={[contradicts('birthDate')]}
      >
        <DayInput max={today} />
      </Form.Item>
      <Form.Item
        name="sex"
        label={t('client.sex')}
        dependencies={documentFields}
        rules={[contradicts('sex')]}
      >
        <Choices values={sexes} labelOf={(sex) => t(`client.sexes.${sex}`)} />
      </Form.Item>
      <Form.Item name="phone" label={t('client.phone')} validateTrigger="onBlur" rules={[checks.phone]}>
        <Input autoComplete="off" inputMode="tel" maxLength={40} />
      </Form.Item>
      <Form.Item name="studentNumber" label={t('client.studentNumber')}>
        <Input autoComplete="off" maxLength={40} />
      </Form.Item>
      <PlaceFields />
      <Form.Item name="address" label={t('client.address')} className="form-wide">
        <Input autoComplete="off" maxLength={200} />
      </Form.Item>
      <Form.Item name="note" label={t('client.note')} className="form-wide">
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} maxLength={4000} />
      </Form.Item>
    </div>
  );
}

/** Site and, where the site has classes, the class. */
function PlaceFields() {
  const { t } = useTranslation('clients');
  const { me } = useSession();
  const classNameOf = useClassNames();
  const form = Form.useFormInstance();
  const siteId = Form.useWatch('siteId') as string | undefined;
  const items = useQuery(classesQuery).data?.items ?? [];
  const classes = items.filter(
    (item) => item.kind === 'class' && (siteId === undefined || item.siteId === siteId),
  );
  return (
    <>
      <Form.Item
        name="siteId"
        label={t('client.site')}
        rules={[{ required: true, message: t('state.required') }]}
      >
        <Select
          options={reachableSites(me).map(({ id, name }) => ({ value: id, label: name }))}
          // a class is of one site
          onChange={() => form.setFieldValue('classId', null)}
        />
      </Form.Item>
      {classes.length > 0 && (
        <Form.Item name="classId" label={t('person.class')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={classes.map(({ id }) => ({ value: id, label: classNameOf(id) }))}
          />
        </Form.Item>
      )}
    </>
  );
}

/** Sites at which this person may register somebody. */
export function reachableSites(
  me: ReturnType<typeof useSession>['me'],
  permission: Permission = 'client.create',
) {
  if (me.permissions[permission] !== 'site') return me.sites;
  const own = new Set(me.user.roles.flatMap(({ siteIds }) => siteIds));
  return me.sites.filter(({ id }) => own.has(id));
}

/** The same check as the server's, in words, before anything is sent. */
export function useDetailChecks() {
  const { language } = useFormats();
  const word = spokenLanguage(language);
  const phone = {
    validator: (_: unknown, text: string | null | undefined) => {
      if (text === null || text === undefined || text.trim() === '') return Promise.resolve();
      const result = parsePhone(text);
      return result.ok
        ? Promise.resolve()
        : Promise.reject(new Error(rejectionMessage({ code: result.reason, parameters: {} }, word)));
    },
  };
  return { phone };
}

/** The site where there is only one; among several a person decides. */
export function onlySite(sites: ReturnType<typeof reachableSites>): string | undefined {
  return sites.length === 1 ? sites[0]?.id : undefined;
}
