// The short form in one line. Enter applies what is right; what is wrong is marked at its place.
import { CloseOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Flex, Input, type InputRef, Typography } from 'antd'
import { type FormEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Complained } from './complaint'
import { type Draft, isChanged, openDraft, withText } from './draft'
import { Excerpt } from './Excerpt'

interface Props {
  /** What is applied. */
  filter: string
  draft: Draft
  complaint: Complained | undefined
  onChange: (draft: Draft) => void
  onApply: (draft: Draft) => void
  onHelp: () => void
}

export function FilterInput({ filter, draft, complaint, onChange, onApply, onHelp }: Props) {
  const { t } = useTranslation('filter')
  const input = useRef<InputRef>(null)
  const status = useId()
  const [isTold, setTold] = useState(false)
  // The places stay: a line's end becomes one space.
  const text = draft.text.replaceAll('\n', ' ')
  const isUnapplied = complaint ? draft.text !== filter : isChanged(draft)
  // While one still types, what is not yet complete is no mistake.
  const told = isTold || !isUnapplied ? complaint : undefined

  const change = (text: string) => {
    if (!complaint) setTold(false)
    onChange(withText(draft, text))
  }
  const apply = (event: FormEvent) => {
    event.preventDefault()
    if (!complaint) return onApply(draft)
    setTold(true)
    input.current?.focus()
    input.current?.setSelectionRange(complaint.from, complaint.to)
  }
  const clear = () => {
    onApply(openDraft(''))
    input.current?.focus()
  }

  return (
    <form role="search" aria-label={t('bar.label')} onSubmit={apply} style={{ flex: '1 1 340px', minWidth: 0 }}>
      <Input
        ref={input}
        value={text}
        onChange={({ target }) => change(target.value)}
        prefix={<SearchOutlined aria-hidden />}
        suffix={
          <Flex gap={4} align="center">
            {isUnapplied && (
              <Button size="small" type="primary" htmlType="submit">
                {t('apply')}
              </Button>
            )}
            {(text !== '' || filter !== '') && (
              <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t('bar.clear')} onClick={clear} />
            )}
            <Button
              size="small"
              type="text"
              icon={<QuestionCircleOutlined />}
              aria-label={t('bar.help')}
              onClick={(event) => {
                // A click on the box goes on to its input, and the focus shall come back here.
                event.stopPropagation()
                onHelp()
              }}
            />
          </Flex>
        }
        aria-label={t('bar.label')}
        aria-describedby={status}
        aria-invalid={told !== undefined}
        status={told && 'error'}
        placeholder={t('bar.placeholder')}
        autoCapitalize="none"
        autoComplete="off"
        autoCorrect="off"
        enterKeyHint="search"
        spellCheck={false}
        styles={text === '' ? {} : { input: { fontFamily: 'var(--ant-font-family-code, monospace)' } }}
      />
      <div id={status} role="status" className="filter-status">
        {told ? (
          <Excerpt text={text} complaint={told} />
        ) : isUnapplied ? (
          <Typography.Text type="secondary">{t('applyHint')}</Typography.Text>
        ) : (
          filter !== '' && <Typography.Text type="secondary">{t('bar.active')}</Typography.Text>
        )}
      </div>
    </form>
  )
}
