import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ClientChoice } from '../clients/client-choice.tsx';
import { clientGroupsQuery } from '../clients/queries.ts';
import { useClassNames } from '../clients/use-class-names.ts';

export interface MemberValues {
  classIds?: string[];
  clientIds?: string[];
}

/** Who joins a group: whole classes, and chosen clients besides. */
export function MemberFields({ siteId }: { siteId: string | undefined }) {
  const { t } = useTranslation();
  const nameOf = useClassNames();
  const classes = (useQuery(clientGroupsQuery).data?.items ?? []).filter(
    (group) => group.kind === 'class' && group.siteId === siteId,
  );
  return (
    <>
      <Form.Item name="classIds" label={`${t('group.classes')} (${t('state.optional')})`}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={classes.map(({ id }) => ({ value: id, label: nameOf(id) ?? id }))}
        />
      </Form.Item>
      <Form.Item
        name="clientIds"
        label={`${t('group.clients')} (${t('state.optional')})`}
        extra={t('group.clientsHint')}
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
