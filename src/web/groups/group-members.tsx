import { Link } from '@tanstack/react-router';
import { Button, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EnrolMembers, LeaveGroup } from '../../contract/groups.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ReportButton } from '../casework/public.ts';
import { ConsentTag } from '../clients/public.ts';
import { DayInput } from '../ui/day-input.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { DayDialog } from './day-dialog.tsx';
import { MemberFields, type MemberValues } from './member-fields.tsx';
import type { GroupMemberView, GroupView } from './queries.ts';
import { useGroupChange } from './use-group-change.ts';

/** Who belongs to the group, how much of it they had, and whether they may take part. */
export function GroupMembers({ group }: { group: GroupView }) {
  const { t } = useTranslation('groups');
  const { may } = useSession();
  const { today } = useFormats();
  const [isEnrolling, setEnrolling] = useState(false);
  const [leaving, setLeaving] = useState<GroupMemberView>();
  const mayManage = may('group.manage');
  const [begun = today] = group.members.map(({ enrolledOn }) => enrolledOn).toSorted();
  return (
    <Section
      title={t('group.members')}
      action={mayManage && <Button onClick={() => setEnrolling(true)}>{t('group.enrol')}</Button>}
    >
      <ul className="items">
        {group.members.map((member) => (
          <li key={member.clientId} className="item item-tight">
            <MemberFacts member={member} isLate={member.enrolledOn > begun} />
            <ReportButton isLink client={{ id: member.clientId, name: member.name }} />
            {mayManage && member.leftOn === null && (
              <Button
                type="link"
                className="inline-link"
                onClick={() => setLeaving(member)}
                aria-label={t('action.of', { action: t('group.leave'), whose: member.name })}
              >
                {t('group.leave')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isEnrolling && <EnrolDialog group={group} onClose={() => setEnrolling(false)} />}
      {leaving !== undefined && (
        <DayDialog
          title={t('group.leave')}
          label={t('group.leaveTitle', { name: leaving.name })}
          hint={t('group.leaveHint')}
          initial={today}
          said={t('group.left')}
          change={(leftOn) =>
            call(LeaveGroup, { params: { id: group.id, clientId: leaving.clientId }, body: { leftOn } })
          }
          onClose={() => setLeaving(undefined)}
        />
      )}
    </Section>
  );
}

/** @param props.isLate not from the beginning: since when is said */
function MemberFacts({ member, isLate }: { member: GroupMemberView; isLate: boolean }) {
  const { t } = useTranslation('groups');
  const { may } = useSession();
  const { day } = useFormats();
  const { clientId, name, enrolledOn, leftOn, consent, dose, sessionsHeld } = member;
  return (
    <div className="item-main">
      {may('client.read') ? (
        <Link to="/clients/$clientId" params={{ clientId }}>
          {name}
        </Link>
      ) : (
        name
      )}{' '}
      {consent !== 'given' && <ConsentTag standing={consent} isNamed />}
      <p className="quiet small">
        {t('group.dose', { done: dose.done, held: sessionsHeld, planned: dose.planned })}
        {isLate && ` · ${t('group.enrolledOn', { day: day(enrolledOn) })}`}
        {leftOn !== null && ` · ${t('group.leftOn', { day: day(leftOn) })}`}
      </p>
    </div>
  );
}

interface EnrolValues extends MemberValues {
  enrolledOn: string;
}

function EnrolDialog({ group, onClose }: { group: GroupView; onClose: () => void }) {
  const { t } = useTranslation('groups');
  const { today } = useFormats();
  const [form] = Form.useForm<EnrolValues>();
  const enrol = useGroupChange<EnrolValues>({
    change: (body) => call(EnrolMembers, { params: { id: group.id }, body }),
    form,
    said: () => t('group.enrolled'),
    onDone: onClose,
  });
  return (
    <Modal
      open
      title={t('group.enrol')}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={enrol.isPending}
    >
      <Form<EnrolValues>
        form={form}
        layout="vertical"
        initialValues={{ enrolledOn: today }}
        onFinish={(values) => enrol.mutate(values)}
      >
        <MemberFields siteId={group.siteId} />
        <Form.Item
          name="enrolledOn"
          label={t('group.enrolOn')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <DayInput />
        </Form.Item>
        <FormProblem error={enrol.error} />
      </Form>
    </Modal>
  );
}
