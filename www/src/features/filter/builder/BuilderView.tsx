// The filter as groups and conditions to click together.
import { Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../draft'
import { BuilderContext } from './context'
import { GroupBox } from './GroupBox'
import { type Part, replaced, type Group, withGroup } from './tree'
import type { Problem } from './toWhere'
import './builder.css'

interface Props {
  draft: Draft
  problems: readonly Problem[]
  onChange: (tree: Group) => void
}

export function BuilderView({ draft: { tree, text }, problems, onChange }: Props) {
  const { t } = useTranslation('filter')
  const [fresh, setFresh] = useState<string>()
  const builder = {
    problems,
    fresh,
    setGroup: (id: string, by: (group: Group) => Group) => onChange(withGroup(tree, id, by)),
    replace: (id: string, by: (part: Part) => readonly Part[]) => onChange(replaced(tree, id, by)),
    setFresh,
  }
  return (
    <BuilderContext value={builder}>
      <GroupBox group={tree} depth={1} />
      {tree.parts.length === 0 && <Typography.Paragraph type="secondary">{t('builder.empty')}</Typography.Paragraph>}
      {problems.length === 0 && tree.parts.length > 0 && (
        <Typography.Paragraph type="secondary" style={{ marginBlock: 16 }}>
          {t('builder.asText')}: <Typography.Text code>{text}</Typography.Text>
        </Typography.Paragraph>
      )}
    </BuilderContext>
  )
}
