// Somebody else was faster: whose value stands, field by field.
import { Alert, Button, Flex, Radio, theme, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldValue } from '../view/FieldValue'
import { onto } from './draft'
import { Effect } from './Effect'
import type { Conflict } from './plan'
import type { Side } from './useSave'

interface Props {
  conflict: Conflict
  onResolve: (sides: ReadonlyMap<string, Side>) => void
  onCancel: () => void
}

export function ConflictForm({ conflict, onResolve, onCancel }: Props) {
  const { t } = useTranslation('user')
  const { token } = theme.useToken()
  const [sides, setSides] = useState<ReadonlyMap<string, Side>>(new Map())
  const { now, overtaken, others } = conflict
  const about = overtaken.length > 0 ? 'overtaken' : others.length > 0 ? 'others' : 'same'
  return (
    <Flex vertical gap="middle">
      <Alert type="warning" showIcon role="alert" title={t(`conflict.${about}`, { fields: others.join(', ') })} />
      {overtaken.map((draft) => {
        const { field } = draft.change
        return (
          <Flex
            key={field}
            vertical
            gap="small"
            role="group"
            aria-label={field}
            style={{ border: `1px solid ${token.colorBorderSecondary}`, borderRadius: token.borderRadius, padding: 12 }}
          >
            <Typography.Text strong>{field}</Typography.Text>
            <dl style={{ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))', margin: 0 }}>
              <Column title={t('conflict.seen')}>
                <FieldValue value={draft.seen} />
              </Column>
              <Column title={t('conflict.theirs')}>
                <FieldValue value={now[field]} />
              </Column>
              <Column title={t('conflict.mine')}>
                <Effect draft={onto(draft, now)} />
              </Column>
            </dl>
            <Radio.Group
              aria-label={t('conflict.choose', { field })}
              value={sides.get(field)}
              onChange={(event) => setSides(new Map(sides).set(field, event.target.value as Side))}
              options={[
                { value: 'mine', label: t('conflict.keepMine') },
                { value: 'theirs', label: t('conflict.takeTheirs') },
              ]}
            />
          </Flex>
        )
      })}
      <Flex gap="small" justify="end">
        <Button onClick={onCancel}>{t('save.back')}</Button>
        <Button type="primary" disabled={sides.size < overtaken.length} onClick={() => onResolve(sides)}>
          {t('conflict.goOn')}
        </Button>
      </Flex>
    </Flex>
  )
}

function Column({ title, children }: { title: string; children: ReactNode }) {
  const { token } = theme.useToken()
  return (
    <div style={{ minWidth: 0 }}>
      <dt style={{ color: token.colorTextSecondary, fontSize: 12 }}>{title}</dt>
      <dd style={{ margin: 0 }}>{children}</dd>
    </div>
  )
}
