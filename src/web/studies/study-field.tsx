import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { growthForm } from '../../domain/scoring/shipped-instruments.ts';
import { useFormats } from '../base/formats.ts';
import { studiesQuery, studyQuery } from './queries.ts';

/** The study that a round is for: its classes and its questionnaire are put into the form. */
export function StudyField() {
  const { t } = useTranslation('studies');
  const { inLanguage } = useFormats();
  const form = Form.useFormInstance();
  const joined = (useQuery(studiesQuery).data?.items ?? []).filter(({ site }) => site === 'joined');
  const studyId = Form.useWatch<string | undefined>('studyTag', form);
  const study = useQuery({ ...studyQuery(studyId ?? ''), enabled: studyId !== undefined }).data;
  useEffect(() => {
    if (study?.participation == null) return;
    const { instrumentId } = study.protocol.primaryOutcome;
    form.setFieldsValue({
      classIds: study.participation.classes.map(({ classId }) => classId),
      // the growth questionnaire is asked where nothing is chosen
      instrumentIds: growthForm.instruments.includes(instrumentId) ? [] : [instrumentId],
    });
  }, [form, study]);
  if (joined.length === 0) return null;
  return (
    <Form.Item
      name="studyTag"
      label={`${t('study.ofRound')} (${t('state.optional')})`}
      {...(studyId === undefined ? {} : { extra: t('study.ofRoundHint') })}
    >
      <Select
        allowClear
        options={joined.map(({ id, title, titleEn }) => ({ value: id, label: inLanguage(title, titleEn) }))}
      />
    </Form.Item>
  );
}
