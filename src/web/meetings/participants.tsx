import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  AskOrganisations,
  type AttendeeView,
  MarkAttendees,
  type MeetingPartyView,
  type MeetingView,
} from '../../contract/meetings.ts';
import { isIn } from '../../domain/alliances/alliance.ts';
import { allianceQuery } from '../alliances/public.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { useNow } from '../ui/use-now.ts';
import { PartyTag } from './answer-tag.tsx';
import { keepMeeting } from './queries.ts';

/** Who is asked, who comes, and who came. */
export function Participants({ meeting, mayManage }: { meeting: MeetingView; mayManage: boolean }) {
  const { t } = useTranslation('meetings');
  const now = useNow();
  const [dialog, setDialog] = useState<'mark' | 'ask'>();
  const { parties, isOrganiser, startsAt } = meeting;
  const hasBegun = Date.parse(startsAt) <= now;
  const close = () => setDialog(undefined);
  return (
    <Section
      title={t('people.title')}
      action={
        mayManage &&
        isOrganiser && (
          <div className="row">
            {hasBegun && <Button onClick={() => setDialog('mark')}>{t('people.mark')}</Button>}
            <Button onClick={() => setDialog('ask')}>{t('people.askMore')}</Button>
          </div>
        )
      }
    >
      <ul className="items">
        {parties.map((party) => (
          <PartyRow key={party.organisationId} party={party} isOver={Date.parse(meeting.endsAt) <= now} />
        ))}
      </ul>
      {dialog === 'mark' && <MarkDialog meeting={meeting} onClose={close} />}
      {dialog === 'ask' && <AskMoreDialog meeting={meeting} onClose={close} />}
    </Section>
  );
}

function PartyRow({ party, isOver }: { party: MeetingPartyView; isOver: boolean }) {
  const { t } = useTranslation('meetings');
  const { inLanguage } = useFormats();
  const { name, nameEn, isIn: isStillIn, answer, declinedReason, people } = party;
  const said = ({ name: told, answer: their, came }: AttendeeView) => {
    const who = told === '' ? t('people.nameless') : told;
    if (came !== null) return t(came ? 'people.came' : 'people.cameNot', { name: who });
    return t(`people.${their}`, { name: who });
  };
  return (
    <li className="item">
      <div className="item-main">
        <strong>{inLanguage(name, nameEn)}</strong>{' '}
        {isStillIn ? (
          !(isOver && answer === 'waiting') && <PartyTag answer={answer} />
        ) : (
          <Tag>{t('people.left')}</Tag>
        )}
        {answer === 'declined' && declinedReason !== null && <p className="small">{declinedReason}</p>}
        {people.length > 0 && <p className="small">{people.map(said).join(t('comma'))}</p>}
      </div>
    </li>
  );
}

function MarkDialog({ meeting, onClose }: { meeting: MeetingView; onClose: () => void }) {
  const { t } = useTranslation('meetings');
  const { inLanguage } = useFormats();
  const [form] = Form.useForm<{ came: string[] }>();
  const { id } = meeting;
  // whoever stood here when it was opened: of somebody who answers meanwhile nothing is said
  const [people] = useState(() =>
    meeting.parties.flatMap((party) =>
      party.people
        .filter(({ answer, came }) => answer !== 'not_coming' || came !== null)
        .map((one) => ({
          ...one,
          name: one.name === '' ? t('people.nameless') : one.name,
          organisation: inLanguage(party.name, party.nameEn),
        })),
    ),
  );
  const save = useChange<{ came: string[] }, MeetingView>(
    {
      change: ({ came }) => {
        const absent = people.map((one) => one.id).filter((one) => !came.includes(one));
        return call(MarkAttendees, { params: { id }, body: { came, absent } });
      },
      form,
      said: () => t('people.marked'),
      onDone: onClose,
    },
    keepMeeting,
  );
  return (
    <Modal
      open
      title={t('people.mark')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('people.markSave')}
      confirmLoading={save.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          came: people.filter(({ came, answer }) => came ?? answer === 'coming').map((one) => one.id),
        }}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item name="came" label={t('people.whoCame')} extra={t('people.markHint')}>
          <Checkbox.Group
            options={people.map((one) => ({ value: one.id, label: t('people.ofParty', one) }))}
          />
        </Form.Item>
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}

/** Whoever is in the alliance and not asked yet. */
function AskMoreDialog({ meeting, onClose }: { meeting: MeetingView; onClose: () => void }) {
  const { t } = useTranslation('meetings');
  const { inLanguage } = useFormats();
  const [form] = Form.useForm<{ organisationIds: string[] }>();
  const { id, allianceId, parties } = meeting;
  const { data, isPending } = useQuery(allianceQuery(allianceId));
  const asked = new Set(parties.map(({ organisationId }) => organisationId));
  const options = (data?.parties ?? [])
    .filter(({ organisationId, standing }) => isIn(standing) && !asked.has(organisationId))
    .map(({ organisationId: value, name, nameEn }) => ({ value, label: inLanguage(name, nameEn) }));
  const save = useChange<{ organisationIds: string[] }, MeetingView>(
    {
      change: (body) => call(AskOrganisations, { params: { id }, body }),
      form,
      said: () => t('people.askedMore'),
      onDone: onClose,
    },
    keepMeeting,
  );
  return (
    <Modal
      open
      title={t('people.askMore')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('ask.send')}
      confirmLoading={save.isPending}
      okButtonProps={{ disabled: options.length === 0 }}
    >
      {options.length === 0 && !isPending ? (
        <p>{t('people.everybody')}</p>
      ) : (
        <Form form={form} layout="vertical" onFinish={(values) => save.mutate(values)}>
          <Form.Item name="organisationIds" label={t('items.organisation')} rules={[{ required: true }]}>
            <Select mode="multiple" loading={isPending} options={options} />
          </Form.Item>
          <FormProblem error={save.error} />
        </Form>
      )}
    </Modal>
  );
}
