import { useTranslation } from 'react-i18next';
import { sideBySide, type Span } from './side-by-side.ts';
import styles from './side-by-side.module.css';

/** Two texts side by side, line by line, with what differs marked. */
export function SideBySide(props: {
  caption: string;
  before: readonly string[];
  after: readonly string[];
  /** what stands on either side, where it is not what was and what is */
  titles?: { readonly before: string; readonly after: string };
}) {
  const { caption, before, after, titles } = props;
  const { t } = useTranslation();
  const pairs = sideBySide(before, after);
  if (pairs.length === 0) return null;
  return (
    <table className={styles['side-by-side']}>
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{titles?.before ?? t('sideBySide.before')}</th>
          <th scope="col">{titles?.after ?? t('sideBySide.after')}</th>
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair, index) => (
          // lines have no names of their own and never move
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={index}>
            <td>{pair.before !== null && <Line spans={pair.before} mark="del" />}</td>
            <td>{pair.after !== null && <Line spans={pair.after} mark="ins" />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Line({ spans, mark: Mark }: { spans: readonly Span[]; mark: 'del' | 'ins' }) {
  return spans.map(({ text, isOwn }, index) =>
    // oxlint-disable-next-line react/no-array-index-key
    isOwn ? <Mark key={index}>{text}</Mark> : <span key={index}>{text}</span>,
  );
}
