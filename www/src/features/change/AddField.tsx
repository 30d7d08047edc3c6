// Picks a field to change: one that is known, or any other name.
import { PlusOutlined } from '@ant-design/icons'
import { AutoComplete, Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFields } from '../../data/fields'
import { type Change, OPERATIONS } from './change'

interface Props {
  /** Fields that are there already. */
  taken: readonly string[]
  onAdd: (change: Change) => void
}

export function AddField({ taken, onAdd }: Props) {
  const { t } = useTranslation('change')
  const fields = useFields().filter(({ name, isBuiltIn }) => !isBuiltIn && !taken.includes(name))
  const [name, setName] = useState('')
  const canAdd = name.trim() !== '' && !taken.includes(name.trim())
  const add = (field: string) => {
    const kind = fields.find((known) => known.name === field)?.kind ?? 'unknown'
    onAdd({ field, operation: OPERATIONS[kind][0] ?? 'set' })
    setName('')
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (canAdd) add(name.trim())
      }}
    >
      <Flex gap="small">
        <AutoComplete
          style={{ flex: 1, minWidth: 0 }}
          aria-label={t('field')}
          placeholder={t('field')}
          value={name}
          // Enter takes what was typed, unless an arrow chose another.
          defaultActiveFirstOption={false}
          options={fields.map((field) => ({ value: field.name }))}
          showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) ?? false }}
          onChange={setName}
          onSelect={add}
        />
        <Button htmlType="submit" icon={<PlusOutlined aria-hidden />} disabled={!canAdd}>
          {t('addField')}
        </Button>
      </Flex>
    </form>
  )
}
