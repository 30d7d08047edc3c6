// Which columns are shown, in which order: those of the fields known so far, and any other name.
import { Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { fieldNamed, useFields } from '../../../data/fields'
import { labelOf } from '../labels'
import { useColumnNames } from './useColumnNames'
import { hiddenFields, moved, without } from './choosing'
import { Choice, choiceId } from './Choice'
import { NewField } from './NewField'

interface Props {
  isOpen: boolean
  onClose: () => void
}

export function ColumnChooser({ isOpen, onClose }: Props) {
  const { t } = useTranslation('table')
  return (
    <Drawer open={isOpen} onClose={onClose} title={t('columns.title')} size={400} destroyOnHidden extra={<Reset />}>
      <Choices />
    </Drawer>
  )
}

function Reset() {
  const { t } = useTranslation('table')
  const { isChosen, reset } = useColumnNames()
  return (
    <Button onClick={reset} disabled={!isChosen}>
      {t('columns.reset')}
    </Button>
  )
}

function Choices() {
  const { t } = useTranslation('table')
  const fields = useFields()
  const { names, setNames } = useColumnNames()
  const [search, setSearch] = useState('')
  const [said, setSaid] = useState('')

  const isFound = (name: string) =>
    `${name} ${labelOf(fieldNamed(fields, name), t)}`.toLowerCase().includes(search.trim().toLowerCase())
  const shown = names.filter(isFound)
  const hidden = hiddenFields(fields, names).map(({ name }) => name).filter(isFound)
  const isKnown = (name: string) => names.includes(name) || fields.some((field) => field.name === name)

  /** A field goes elsewhere in the lists, and its control that was used keeps the focus. */
  const change = (next: readonly string[], name: string, control: 'shown' | 'up' | 'down') => {
    flushSync(() => setNames([...next]))
    document.getElementById(choiceId(name, control))?.focus()
    const place = next.indexOf(name) + 1
    const label = labelOf(fieldNamed(fields, name), t)
    setSaid(place === 0 ? t('columns.isHidden', { label }) : t('columns.isAt', { label, place, count: next.length }))
  }
  const show = (name: string) => {
    setSearch('')
    change([...names, name], name, 'shown')
  }

  return (
    <div className="users-columns">
      <Input.Search
        allowClear
        aria-label={t('columns.search')}
        placeholder={t('columns.search')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {search.trim() !== '' && !isKnown(search.trim()) && <NewField name={search.trim()} onShow={show} />}
      <div role="status" className="unseen">
        {said}
      </div>
      <h2 id="columns-shown">{t('columns.shown', { count: names.length })}</h2>
      <p className="users-hint">{t('columns.first')}</p>
      <ul aria-labelledby="columns-shown">
        {shown.map((name) => (
          <Choice
            key={name}
            field={fieldNamed(fields, name)}
            isShown
            onToggle={() => change(without(names, name), name, 'shown')}
            onUp={name === names[0] ? undefined : () => change(moved(names, name, -1), name, 'up')}
            onDown={name === names.at(-1) ? undefined : () => change(moved(names, name, 1), name, 'down')}
          />
        ))}
      </ul>
      <h2 id="columns-hidden">{t('columns.hidden')}</h2>
      <ul aria-labelledby="columns-hidden">
        {hidden.map((name) => (
          <Choice key={name} field={fieldNamed(fields, name)} isShown={false} onToggle={() => change([...names, name], name, 'shown')} />
        ))}
      </ul>
    </div>
  )
}
