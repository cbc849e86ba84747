import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { grantableRoles, roleTable } from '../../domain/access/roles.ts';
import { specialities, specialityNames } from '../../domain/talent/professional-words.ts';
import { courseKinds } from '../../domain/training/course-life.ts';
import { useFormats } from '../base/formats.ts';
import { Choices } from '../ui/choices.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { EntryList } from '../ui/entry-list.tsx';
import { type CourseValues, isOverNight, type LessonValues, newLesson } from './course-form.ts';
import styles from './training.module.css';

const joining = grantableRoles.filter((role) => roleTable[role].grants['training.join'] !== undefined);

/** What a course is, for whom, and when. */
export function CourseFields({ marked }: { marked: ReadonlySet<string> }) {
  const { t } = useTranslation('training');
  const required = { required: true, whitespace: true, message: t('state.required') };
  return (
    <>
      <Form.Item name="title" label={t('form.title')} rules={[required]}>
        <Input maxLength={80} placeholder={t('form.titleExample')} autoComplete="off" />
      </Form.Item>
      <Form.Item name="content" label={t('form.content')} rules={[required]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={4000} />
      </Form.Item>
      <EntryList
        name="lessons"
        title={t('form.lessons')}
        addWord={t('form.addLesson')}
        make={newLesson}
        renderEntry={(index) => <LessonFields index={index} marked={marked} />}
      />
      <div className="form-grid">
        <Form.Item name="place" label={t('form.place')}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item name="link" label={t('form.link')}>
          <Input maxLength={500} type="url" placeholder={t('form.linkExample')} autoComplete="off" />
        </Form.Item>
      </div>
      <OrganiserFields />
      <PlacesFields />
    </>
  );
}

function LessonFields({ index, marked }: { index: number; marked: ReadonlySet<string> }) {
  const { t } = useTranslation('training');
  const lesson = Form.useWatch<LessonValues | undefined>(['lessons', index]);
  const isMarked = lesson !== undefined && marked.has(lesson.id);
  const required = { required: true, message: t('state.required') };
  return (
    <div className={styles['lesson']}>
      <Form.Item
        name={[index, 'title']}
        label={t('form.lessonTitle')}
        extra={isMarked ? t('form.marked') : undefined}
      >
        <Input maxLength={80} autoComplete="off" />
      </Form.Item>
      <Form.Item name={[index, 'day']} label={t('form.day')} rules={[required]}>
        <DayInput />
      </Form.Item>
      <Form.Item name={[index, 'from']} label={t('form.from')} rules={[required]}>
        <Input type="time" disabled={isMarked} />
      </Form.Item>
      <Form.Item
        name={[index, 'to']}
        label={t('form.to')}
        rules={[required]}
        extra={lesson !== undefined && isOverNight(lesson) ? t('weeklyPlan.nextDay') : undefined}
      >
        <Input type="time" disabled={isMarked} />
      </Form.Item>
      <Form.Item name={[index, 'minutes']} label={t('form.minutes')} extra={t('form.minutesHint')}>
        <InputNumber
          min={1}
          max={1440}
          precision={0}
          disabled={isMarked}
          className={styles['number'] ?? ''}
        />
      </Form.Item>
    </div>
  );
}

function OrganiserFields() {
  const { t } = useTranslation('training');
  const kind = Form.useWatch<CourseValues['kind'] | undefined>('kind');
  return (
    <div className="form-grid">
      <Form.Item name="kind" label={t('form.kind')}>
        <Choices values={courseKinds} labelOf={(value) => t(`kinds.${value}`)} />
      </Form.Item>
      <Form.Item
        name="organiser"
        label={t('form.organiser')}
        extra={kind === 'outside' ? undefined : t('form.organiserHint')}
        rules={kind === 'outside' ? [{ required: true, whitespace: true, message: t('state.required') }] : []}
      >
        <Input maxLength={80} autoComplete="off" />
      </Form.Item>
    </div>
  );
}

function PlacesFields() {
  const { t } = useTranslation('training');
  const { textOf } = useFormats();
  return (
    <div className="form-grid">
      <Form.Item name="capacity" label={t('form.capacity')} extra={t('form.capacityHint')}>
        <InputNumber min={1} max={5000} precision={0} className={styles['number'] ?? ''} />
      </Form.Item>
      <Form.Item name="roles" label={t('form.roles')} extra={t('form.rolesHint')}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={joining.map((role) => ({ value: role, label: textOf(roleTable[role]) }))}
        />
      </Form.Item>
      <Form.Item name="specialities" label={t('form.specialities')}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={specialities.map((code) => ({ value: code, label: textOf(specialityNames[code]) }))}
        />
      </Form.Item>
      <Form.Item name="share" label={t('form.share')}>
        <InputNumber min={1} max={100} precision={0} suffix="%" className={styles['number'] ?? ''} />
      </Form.Item>
      <Form.Item name="creditMinutes" label={t('form.credit')} extra={t('form.creditHint')}>
        <InputNumber min={0} max={86_400} precision={0} className={styles['number'] ?? ''} />
      </Form.Item>
    </div>
  );
}
