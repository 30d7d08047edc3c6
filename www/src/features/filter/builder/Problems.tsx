import { Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { useComplaint } from '../useComplaint'
import type { Problem } from './toWhere'

interface Props {
  id: string
  problems: readonly Problem[]
}

/** What is wrong with a part, or not there yet. */
export function Problems({ id, problems }: Props) {
  const { t } = useTranslation('filter')
  const { words } = useComplaint()
  return (
    <div id={id} className="filter-problems">
      {problems.map(({ at, missing, wrong }) => (
        <div key={at}>
          {missing && <Typography.Text type="secondary">{t(`missing.${missing}`)}</Typography.Text>}
          {wrong && <Typography.Text className="filter-wrong">{words(wrong)}</Typography.Text>}
        </div>
      ))}
    </div>
  )
}
