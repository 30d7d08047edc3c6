// Changes of several fields.
import { DeleteOutlined } from '@ant-design/icons'
import { AutoComplete, Button, Flex, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFields } from '../../data/fields'
import { type Change, OPERATIONS } from './change'
import { ChangeRow } from './ChangeRow'

interface Props {
  changes: readonly Change[]
  onChange: (changes: readonly Change[]) => void
}

export function ChangeList({ changes, onChange }: Props) {
  const { t } = useTranslation('change')
  return (
    <Flex vertical gap="middle">
      {changes.map((change, at) => (
        <Flex key={change.field} vertical gap="small" role="group" aria-label={change.field}>
          <Flex align="center" justify="space-between">
            <Typography.Text strong>{change.field}</Typography.Text>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('removeChange', { field: change.field })}
              onClick={() => onChange(changes.toSpliced(at, 1))}
            />
          </Flex>
          <ChangeRow change={change} onChange={(next) => onChange(changes.with(at, next))} />
        </Flex>
      ))}
      <AddField taken={changes.map(({ field }) => field)} onAdd={(change) => onChange([...changes, change])} />
    </Flex>
  )
}

function AddField({ taken, onAdd }: { taken: readonly string[]; onAdd: (change: Change) => void }) {
  const { t } = useTranslation('change')
  const fields = useFields().filter(({ name, isBuiltIn }) => !isBuiltIn && !taken.includes(name))
  const [name, setName] = useState('')
  const add = (field: string) => {
    if (field === '' || taken.includes(field)) return
    const kind = fields.find((known) => known.name === field)?.kind ?? 'unknown'
    onAdd({ field, operation: OPERATIONS[kind][0] ?? 'set' })
    setName('')
  }
  return (
    <Flex gap="small">
      <AutoComplete
        style={{ flex: 1 }}
        aria-label={t('field')}
        placeholder={t('field')}
        value={name}
        options={fields.map((field) => ({ value: field.name }))}
        showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) ?? false }}
        onChange={setName}
        onSelect={add}
        onKeyDown={(event) => event.key === 'Enter' && !fields.some((field) => field.name.includes(name)) && add(name.trim())}
      />
      <Button onClick={() => add(name.trim())} disabled={name.trim() === ''}>
        {t('addField')}
      </Button>
    </Flex>
  )
}
