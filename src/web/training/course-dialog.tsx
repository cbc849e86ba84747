import { App, Form, type FormInstance, Modal } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeCourse, CreateCourse, type CourseView } from '../../contract/training.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { isProblem } from '../base/problem.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { CourseFields } from './course-fields.tsx';
import { atFields, bodyOf, type CourseValues, newCourse, valuesOf } from './course-form.ts';
import { keepCourse } from './queries.ts';

interface CourseDialogProps {
  readonly course: CourseView | undefined;
  readonly onClose: () => void;
  readonly onSaved: (saved: CourseView) => void;
}

/** Plans a course, or says anew what it is. */
export function CourseDialog(props: CourseDialogProps) {
  const { course, onClose } = props;
  const { t } = useTranslation('training');
  const { zone } = useFormats();
  const [form] = Form.useForm<CourseValues>();
  const draft = useDraft(form, `course.${course?.id ?? 'new'}`);
  const save = useSaving(form, draft, props);
  const [initial] = useState(() => (course === undefined ? newCourse() : valuesOf(zone, course)));
  const marked = new Set(course?.lessons.filter(({ isMarked }) => isMarked).map(({ id }) => id));
  return (
    <Modal
      open
      width={760}
      title={t(course === undefined ? 'form.new' : 'form.change')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={save.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<CourseValues>
        // the page itself has an element of the id `content`
        name="course"
        form={form}
        layout="vertical"
        initialValues={initial}
        onValuesChange={draft.keep}
        onFinish={() => save.mutate(form.getFieldsValue(true) as CourseValues)}
        scrollToFirstError
      >
        <CourseFields marked={marked} />
        {course !== undefined && course.taken + course.waiting > 0 && (
          <p className="notice form-problem">{t('form.moveHint')}</p>
        )}
        <CreationProblem
          error={save.error}
          form={form}
          draft={draft}
          words={{ title: t('form.title'), content: t('form.content') }}
        />
      </Form>
    </Modal>
  );
}

/** Where somebody changed it meanwhile, the form shows what is there now and is saved on top of that. */
function useSaving(
  form: FormInstance<CourseValues>,
  draft: FormDraft<CourseValues>,
  { course, onClose, onSaved }: CourseDialogProps,
) {
  const { t } = useTranslation('training');
  const { zone } = useFormats();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [base, setBase] = useState(course);
  return useMutation({
    mutationFn: async (values: CourseValues) => {
      const body = bodyOf(zone, values);
      const sending =
        base === undefined
          ? draft.send(CreateCourse, { body: { id: draft.id, ...body } })
          : call(ChangeCourse, { params: { id: base.id }, version: base.version, body });
      return sending.catch((error: unknown) => {
        throw atFields(error);
      });
    },
    onError: (error) => {
      if (isProblem(error, 'version_conflict')) {
        const current = error.current as CourseView;
        setBase(current);
        form.setFieldsValue(valuesOf(zone, current));
        void message.warning(t('form.conflict'));
      } else markFields(form, error);
    },
    onSuccess: (saved) => {
      draft.drop();
      keepCourse(queryClient, saved);
      void message.success(t(course === undefined ? 'form.created' : 'form.saved'));
      onClose();
      onSaved(saved);
    },
  });
}
