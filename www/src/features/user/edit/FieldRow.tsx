// One field of a user: what it holds, and what is to become of it.
import { EditOutlined, UndoOutlined } from '@ant-design/icons'
import { Button, Flex, Tag, theme, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { isSame } from '../../../data/same'
import type { Change } from '../../change/change'
import { begin, ChangeRow } from '../../change/ChangeRow'
import { FieldValue } from '../view/FieldValue'
import { type Draft, isIdle } from './draft'

interface Props {
  name: string
  value: unknown
  draft: Draft | undefined
  problem: string | undefined
  onPut: (change: Change, seen: unknown) => void
  onDrop: (field: string) => void
}

export function FieldRow({ name, value, draft, problem, onPut, onDrop }: Props) {
  const { t } = useTranslation('user')
  const { token } = theme.useToken()
  const isChanged = draft !== undefined && !isIdle(draft)
  return (
    <div
      role="group"
      aria-label={name}
      style={{
        borderBottom: `1px solid ${token.colorBorderSecondary}`,
        borderInlineStart: `3px solid ${isChanged ? token.colorPrimary : 'transparent'}`,
        padding: '8px 0 8px 12px',
      }}
    >
      <Flex gap="small" align="start" justify="space-between">
        <div style={{ flex: 1, minWidth: 0 }}>
          <Flex gap="small" align="center" wrap>
            <Typography.Text strong style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Typography.Text>
            {isChanged && <Tag color="blue">{t('changed')}</Tag>}
            {draft && !isSame(draft.seen, value) && <Tag color="orange">{t('changedElsewhere')}</Tag>}
          </Flex>
          <FieldValue value={value} />
        </div>
        {/* One button, so that focus stays where it is. */}
        <Button
          type="text"
          icon={draft ? <UndoOutlined /> : <EditOutlined />}
          aria-label={t(draft ? 'undoField' : 'editField', { field: name })}
          onClick={() => (draft ? onDrop(name) : onPut(begin(name, 'set', value), value))}
        />
      </Flex>
      {draft && (
        <div ref={focusValue} style={{ paddingTop: 8 }}>
          <ChangeRow
            change={draft.change}
            current={draft.seen}
            isInvalid={problem !== undefined}
            onChange={(change) => onPut(change, draft.seen)}
          />
        </div>
      )}
      {problem !== undefined && (
        <Typography.Text type="danger" role="alert">
          <span ref={reveal}>{problem}</span>
        </Typography.Text>
      )}
    </div>
  )
}

// Outside of the component: called once, when the editor opens, and not with each rendering.
const focusValue = (editor: HTMLElement | null) => {
  const first = editor?.querySelector<HTMLElement>('[data-value] :is(input, textarea)') ?? editor?.querySelector('input')
  first?.focus()
}

const reveal = (problem: HTMLElement | null) => problem?.scrollIntoView({ block: 'nearest' })
