import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CreateVolunteerTeam, type VolunteerTeamView } from '../../contract/volunteers.ts';
import { useSession } from '../base/session-context.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { readVolunteersAnew } from './queries.ts';

interface Values {
  name: string;
  siteId?: string | null;
}

export function NewTeamDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('volunteers');
  const { sites } = useSession().me;
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, 'volunteer-team.new');
  const save = useChange<Values, VolunteerTeamView | undefined>(
    {
      change: ({ name, siteId = null }) =>
        draft.send(CreateVolunteerTeam, { body: { id: draft.id, name, siteId } }),
      form,
      said: () => t('teams.made'),
      onDone: () => {
        draft.drop();
        onClose();
      },
    },
    readVolunteersAnew,
  );
  return (
    <Modal
      open
      title={t('teams.new')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={save.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<Values>
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => save.mutate(values)}
      >
        <CreationProblem error={save.error} form={form} draft={draft} words={{ name: t('teams.name') }} />
        <Form.Item
          name="name"
          label={t('teams.name')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="siteId" label={t('teams.site')}>
          <Select
            allowClear
            placeholder={t('teams.anySite')}
            options={sites.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
