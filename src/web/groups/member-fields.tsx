import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ClientChoice, useClasses } from '../clients/public.ts';

export interface MemberValues {
  classIds?: string[];
  clientIds?: string[];
}

/** Who joins a group: whole classes, and chosen clients besides. */
export function MemberFields({ siteId }: { siteId: string | undefined }) {
  const { t } = useTranslation('groups');
  const classes = useClasses().filter((own) => own.siteId === siteId);
  return (
    <>
      <Form.Item name="classIds" label={`${t('group.classes')} (${t('state.optional')})`}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={classes.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item
        name="clientIds"
        label={`${t('group.clients')} (${t('state.optional')})`}
        extra={t('person.searchHint')}
        dependencies={['classIds']}
        rules={[
          ({ getFieldValue }) => ({
            validator: async (_, clientIds: string[] | undefined) => {
              const classIds = getFieldValue('classIds') as string[] | undefined;
              if ((clientIds?.length ?? 0) + (classIds?.length ?? 0) === 0)
                throw new Error(t('group.noMembers'));
            },
          }),
        ]}
      >
        <ClientChoice />
      </Form.Item>
    </>
  );
}
