// Columns of one's own, in an order of one's own.
import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined } from '@ant-design/icons'
import { AutoComplete, Button, Flex, type RefSelectProps, Typography } from 'antd'
import { type Ref, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../data/connection'
import { useFields } from '../../data/fields'
import { planRequest } from '../../data/request'
import { swapped } from './swapped'

interface Props {
  /** Given by the form. */
  value?: readonly string[]
  onChange?: (columns: readonly string[]) => void
}

export function ColumnPicker({ value: columns = [], onChange = () => undefined }: Props) {
  const { t } = useTranslation('export')
  const [news, setNews] = useState('')
  const input = useRef<RefSelectProps>(null)
  const move = (at: number, by: -1 | 1) => {
    const to = at + by
    if (to < 0 || to >= columns.length) return
    onChange(swapped(columns, at, to))
    setNews(t('moved', { name: columns[at], place: to + 1, count: columns.length }))
  }
  const remove = (name: string, button: Element) => {
    // The button goes with its row, the focus to the next one.
    const row = button.closest('li')
    const next = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector<HTMLElement>('button:last-child')
    if (next) next.focus()
    else input.current?.focus()
    onChange(columns.filter((other) => other !== name))
    setNews(t('removed', { name }))
  }
  return (
    <Flex vertical gap="small">
      <AddColumn ref={input} columns={columns} onAdd={(...names) => onChange([...columns, ...names])} />
      <ol className="export-columns" aria-label={t('columns.picked')}>
        {columns.map((name, at) => (
          <li key={name}>
            <Typography.Text ellipsis style={{ flex: 1 }}>
              {name}
            </Typography.Text>
            <Button type="text" size="small" icon={<ArrowUpOutlined />} aria-label={t('up', { name })} onClick={() => move(at, -1)} />
            <Button type="text" size="small" icon={<ArrowDownOutlined />} aria-label={t('down', { name })} onClick={() => move(at, 1)} />
            <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('remove', { name })} onClick={({ currentTarget }) => remove(name, currentTarget)} />
          </li>
        ))}
      </ol>
      <span className="unseen" role="status">
        {news}
      </span>
    </Flex>
  )
}

interface AddProps {
  ref: Ref<RefSelectProps>
  columns: readonly string[]
  onAdd: (...names: string[]) => void
}

/** Takes a field that is known, or any other that the package takes for one, such as one within an object. */
function AddColumn({ ref, columns, onAdd }: AddProps) {
  const { t } = useTranslation('export')
  const connection = useConnection()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string>()
  const left = useFields()
    .map(({ name }) => name)
    .filter((name) => !columns.includes(name))
  const add = async (name: string) => {
    if (name === '') return
    if (columns.includes(name)) return setText('')
    try {
      await planRequest(connection, (users) => users.list({ select: [name] }))
      onAdd(name)
      setText('')
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <Flex vertical>
      <Flex gap="small">
        <AutoComplete
          ref={ref}
          style={{ flex: 1, minWidth: 0 }}
          aria-label={t('add')}
          aria-invalid={wrong !== undefined}
          status={wrong === undefined ? '' : 'error'}
          placeholder={t('add')}
          value={text}
          options={left.map((value) => ({ value }))}
          showSearch={{ filterOption: (typed, option) => String(option?.value).includes(typed.trim()) }}
          onChange={(typed: string) => {
            setText(typed)
            setWrong(undefined)
          }}
          onSelect={(name: string) => void add(name)}
          onInputKeyDown={(event) => {
            if (event.key !== 'Enter') return
            // Not the form.
            event.preventDefault()
            void add(text.trim())
          }}
        />
        <Button disabled={left.length === 0} onClick={() => onAdd(...left)}>
          {t('addAll')}
        </Button>
      </Flex>
      {wrong !== undefined && (
        <Typography.Text type="danger" role="alert">
          {wrong}
        </Typography.Text>
      )}
    </Flex>
  )
}
