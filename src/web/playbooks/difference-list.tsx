import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { comparePlaybooks, type PlaybookDifference } from '../../domain/playbooks/compare-playbooks.ts';
import type { Playbook } from '../../domain/playbooks/playbook.ts';
import type { Place } from '../../domain/playbooks/playbook-parts.ts';
import { SideBySide } from '../ui/side-by-side-table.tsx';
import { Tag } from '../ui/tag.tsx';
import { partLines } from './part-lines.ts';
import { usePartWords } from './use-part-words.ts';
import styles from './playbooks.module.css';

const tones = { added: 'good', removed: 'danger', changed: 'plain' } as const;

/** Place by place, what one playbook says and what the other says instead. */
export function DifferenceList(props: {
  before: Playbook;
  after: Playbook;
  /** these places alone */
  only?: readonly Place[];
  /** places can be chosen */
  choice?: { readonly chosen: readonly Place[]; readonly onChange: (places: Place[]) => void };
}) {
  const { before, after, only, choice } = props;
  const { t } = useTranslation('playbooks');
  const words = usePartWords([before, after]);
  const differences = comparePlaybooks(before, after).filter(({ place }) => only?.includes(place) ?? true);
  if (differences.length === 0) return <p className="quiet">{t('difference.none')}</p>;
  return (
    <>
      <p className="quiet">{t('difference.count', { n: differences.length })}</p>
      <ol className={styles['differences']}>
        {differences.map((difference) => {
          const { kind, place } = difference;
          const name = words.placeName(place);
          return (
            <li key={place}>
              <div className={styles['difference-head']}>
                {choice !== undefined && (
                  <Checkbox
                    aria-label={t('difference.choose', { place: name })}
                    checked={choice.chosen.includes(place)}
                    onChange={({ target }) =>
                      choice.onChange(
                        target.checked
                          ? [...choice.chosen, place]
                          : choice.chosen.filter((one) => one !== place),
                      )
                    }
                  />
                )}
                <h3>{name}</h3>
                <Tag tone={tones[kind]}>{t(`difference.${kind}`)}</Tag>
              </div>
              <DifferenceTable difference={difference} name={name} words={words} />
            </li>
          );
        })}
      </ol>
    </>
  );
}

function DifferenceTable(props: {
  difference: PlaybookDifference;
  name: string;
  words: ReturnType<typeof usePartWords>;
}) {
  const { place, before, after } = props.difference;
  return (
    <SideBySide
      caption={props.name}
      before={partLines(place, before, props.words)}
      after={partLines(place, after, props.words)}
    />
  );
}
