import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { CreateGroup, groupLevels } from '../../contract/groups.ts';
import { lastYearOfHolidays } from '../../domain/calendar/public-holiday.ts';
import { planSessionDays } from '../../domain/groups/session-days.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { onlySite, reachableSites } from '../clients/public.ts';
import { StaffSelect } from '../casework/public.ts';
import { playbookQuery, usePlaybooks } from '../playbooks/public.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { Choices } from '../ui/choices.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { MemberFields, type MemberValues } from './member-fields.tsx';
import { useGroupChange } from './use-group-change.ts';

interface GroupValues extends MemberValues {
  name: string;
  siteId: string;
  playbookId: string;
  level: (typeof groupLevels)[number];
  startsOn: string;
  /** empty: no time was said */
  time?: string;
  leaderIds: string[];
}

export function NewGroupPage() {
  const { t } = useTranslation('groups');
  const { me } = useSession();
  const { today } = useFormats();
  const navigate = useNavigate();
  const [form] = Form.useForm<GroupValues>();
  const draft = useDraft(form, 'group.new');
  const create = useGroupChange<GroupValues>({
    change: (values) =>
      draft.send(CreateGroup, {
        body: { id: draft.id, ...values, name: values.name.trim(), time: values.time || null },
      }),
    form,
    said: () => t('group.created'),
    onDone: ({ id }) => {
      draft.drop();
      void navigate({ to: '/groups/$groupId', params: { groupId: id }, replace: true });
    },
  });
  return (
    <>
      <PageHeader title={t('group.new')} lead={t('group.newLead')} />
      <section className="section">
        <DraftOffer draft={draft} />
        <Form<GroupValues>
          form={form}
          layout="vertical"
          initialValues={{
            siteId: onlySite(reachableSites(me, 'group.manage')),
            startsOn: today,
            leaderIds: [me.user.id],
          }}
          onValuesChange={draft.keep}
          onFinish={(values) => create.mutate(values)}
          scrollToFirstError
        >
          <GroupFields />
          <CreationProblem error={create.error} form={form} draft={draft} words={{ name: t('group.name') }} />
          <div className="form-actions">
            <Button type="primary" htmlType="submit" size="large" loading={create.isPending}>
              {t('group.save')}
            </Button>
            <Button size="large" onClick={() => void navigate({ to: '/groups' })}>
              {t('action.cancel')}
            </Button>
          </div>
        </Form>
      </section>
    </>
  );
}

function GroupFields() {
  const { t } = useTranslation('groups');
  const { me } = useSession();
  const { choices, titleOf } = usePlaybooks();
  const form = Form.useFormInstance<GroupValues>();
  const siteId = Form.useWatch<string | undefined>('siteId');
  // the one that the organisation works by; among several a person decides
  const adopted = choices.filter(({ isAdopted }) => isAdopted);
  const usual = adopted.length === 1 ? adopted[0]?.id : undefined;
  useEffect(() => {
    const isChosen = form.getFieldValue('playbookId') !== undefined;
    if (usual !== undefined && !isChosen) form.setFieldsValue({ playbookId: usual });
  }, [form, usual]);
  const level = Form.useWatch<GroupValues['level'] | undefined>('level');
  const required = [{ required: true, message: t('state.required') }];
  return (
    <>
      <div className="form-grid">
        <Form.Item name="name" label={t('group.name')} rules={required}>
          <Input maxLength={60} placeholder={t('group.nameExample')} />
        </Form.Item>
        <Form.Item name="siteId" label={t('group.site')} rules={required}>
          <Select
            options={reachableSites(me, 'group.manage').map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="playbookId" label={t('group.playbook')} rules={required}>
        <Select
          options={choices.map(({ id, isAdopted }) => ({
            value: id,
            label: isAdopted ? `${titleOf(id)} · ${t('session.inUse')}` : titleOf(id),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="level"
        label={t('group.level')}
        rules={required}
        {...(level === undefined ? {} : { extra: t(`group.levelHints.${level}`) })}
      >
        <Choices values={groupLevels} labelOf={(value) => t(`session.levels.${value}`)} />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="startsOn" label={t('group.startsOn')} rules={required}>
          <DayInput />
        </Form.Item>
        <Form.Item name="time" label={`${t('group.time')} (${t('state.optional')})`}>
          <Input type="time" />
        </Form.Item>
      </div>
      <SessionDays />
      <Form.Item name="leaderIds" label={t('group.leaders')} rules={required}>
        <StaffSelect siteId={siteId} most={6} />
      </Form.Item>
      <MemberFields siteId={siteId} />
      <p className="notice form-problem">{t('group.consentHint')}</p>
    </>
  );
}

/** The days that follow from the first one, before they are saved. */
function SessionDays() {
  const { t } = useTranslation('groups');
  const { day } = useFormats();
  const playbookId = Form.useWatch<string | undefined>('playbookId');
  const startsOn = Form.useWatch<string | null | undefined>('startsOn');
  const playbook = useQuery({ ...playbookQuery(playbookId ?? ''), enabled: playbookId !== undefined });
  if (playbook.data === undefined || startsOn === null || startsOn === undefined) return null;
  const { days, avoided } = planSessionDays(
    startsOn,
    playbook.data.sessions.map(({ week }) => week),
  );
  const listed = (some: readonly string[]) => some.map(day).join(t('state.comma'));
  const isBeyond = Number(days.at(-1)?.slice(0, 'YYYY'.length)) > lastYearOfHolidays;
  return (
    <div className="form-problem quiet">
      <p>{t('group.days', { days: listed(days) })}</p>
      {avoided.length > 0 && <p>{t('group.avoided', { days: listed(avoided) })}</p>}
      {isBeyond && <p>{t('group.holidaysUnknown', { year: lastYearOfHolidays })}</p>}
    </div>
  );
}
