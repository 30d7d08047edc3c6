import { CopyOutlined } from '@ant-design/icons'
import { Button, Flex, Typography } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Verbatim } from '../../../app/Verbatim'

interface Props {
  code: string
  label: string
  notes: readonly (string | undefined)[]
}

/** Code to copy. */
export function CodeBlock({ code, label, notes }: Props) {
  const { t } = useTranslation('filter')
  const block = useRef<HTMLPreElement>(null)
  const [outcome, setOutcome] = useState<'copied' | 'copyByHand'>()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code)
      setOutcome('copied')
    } catch {
      // Pages without TLS have no clipboard, and others may be refused it.
      if (block.current) getSelection()?.selectAllChildren(block.current)
      setOutcome('copyByHand')
    }
  }
  return (
    <>
      <Verbatim ref={block} label={label}>
        {code}
      </Verbatim>
      <Flex gap="small" align="center" wrap style={{ marginTop: 8 }}>
        <Button icon={<CopyOutlined aria-hidden />} onClick={() => void copy()}>
          {t('code.copy')}
        </Button>
        <span role="status">{outcome && t(`code.${outcome}`)}</span>
      </Flex>
      {notes.map(
        (note) =>
          note && (
            <Typography.Paragraph key={note} type="secondary" style={{ margin: '8px 0 0' }}>
              {note}
            </Typography.Paragraph>
          ),
      )}
    </>
  )
}
